import type { Inventory, PreviewResult } from '@k8s-backup-target/preview';
import { nearest } from '@k8s-backup-target/schema/internal';
import { CannotRunError } from '../command/errors.js';

/**
 * The key of the object that a person means: `deployments/app/web` for `deployments.apps/app/web`,
 * `persistentvolumes/pv-1` for a cluster-scoped one. Types may be written as `kubectl` takes them: plural,
 * singular, kind or short name.
 *
 * @throws CannotRunError `not-found` where the inventory does not hold it, `usage` where several match.
 */
export function findObject(
  asked: string,
  { decisions }: Pick<PreviewResult, 'decisions'>,
  inventory: Inventory,
): string {
  const [type = '', ...rest] = asked.split('/');
  const [namespace, name] =
    rest.length > 1 ? [rest[0] ?? '', rest.slice(1).join('/')] : ['', rest[0]];
  const matching = decisions.filter(
    (decision) =>
      decision.namespace === namespace &&
      decision.name === name &&
      (decision.resource === type || decision.resource.startsWith(`${type}.`)),
  );
  const plural = matching.length === 0 ? pluralOf(type, inventory) : undefined;
  if (plural !== undefined && plural !== type) {
    return findObject([plural, ...rest].join('/'), { decisions }, inventory);
  }
  const [first, second] = matching;
  if (first === undefined) throw new CannotRunError('not-found', missing(asked, decisions));
  // The core group's type is the one without a group.
  const exact = matching.find(({ resource }) => resource === type);
  if (second === undefined || exact !== undefined) return (exact ?? first).key;
  const keys = matching.map(({ key }) => key).join(', ');
  throw new CannotRunError('usage', `${asked} may be any of ${keys}: write the group too`);
}

/** The plural name of a type that is written in another way; undefined for an unknown one. */
function pluralOf(type: string, { groups }: Inventory): string | undefined {
  const [name = '', ...group] = type.split('.');
  const resources = groups.flatMap((one) => one.resources);
  const found = resources.find(({ singular, kind, shortNames }) =>
    [singular, kind.toLowerCase(), ...(shortNames ?? [])].includes(name.toLowerCase()),
  );
  return found === undefined ? undefined : [found.name, ...group].join('.');
}

/** Among so many objects a near name is looked for. */
const MOST_COMPARED = 20_000;

function missing(asked: string, decisions: PreviewResult['decisions']): string {
  const keys = decisions.slice(0, MOST_COMPARED).map(({ key }) => key);
  const place = asked.slice(asked.indexOf('/'));
  const near =
    nearest(asked, keys) ??
    keys.find((key) => place.startsWith('/') && place !== '/' && key.endsWith(place));
  const hint =
    near === undefined
      ? 'write type/namespace/name, or type/name for what is cluster-scoped'
      : `did you mean ${near}?`;
  return `${asked} is not in the cluster: ${hint}`;
}
