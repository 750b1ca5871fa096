import type { ApiType } from '../discovery/api-type.js';

/** Types that two groups serve with the same objects. */
const COHABITING: ReadonlyMap<string, readonly string[]> = new Map([
  ['deployments', ['extensions', 'apps']],
  ['daemonsets', ['extensions', 'apps']],
  ['replicasets', ['extensions', 'apps']],
  ['networkpolicies', ['extensions', 'networking.k8s.io']],
  ['events', ['', 'events.k8s.io']],
]);

/**
 * Lets the first of two cohabiting types through that passes the filter: a type that was excluded does
 * not count, so its objects come in by the other.
 */
export class Cohabitation {
  readonly #seen = new Set<string>();

  isRepeated({ plural, group }: ApiType): boolean {
    if (COHABITING.get(plural)?.includes(group) !== true) return false;
    if (this.#seen.has(plural)) return true;
    this.#seen.add(plural);
    return false;
  }
}
