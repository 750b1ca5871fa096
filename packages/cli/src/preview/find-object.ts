import type { PreviewResult } from '@k8s-backup-target/preview';
import { CannotRunError } from '../errors.js';
import { nearest } from '../words/nearest.js';

/**
 * The key of the object that a person means: `deployments/app/web` for `deployments.apps/app/web`,
 * `persistentvolumes/pv-1` for a cluster-scoped one.
 *
 * @throws CannotRunError `not-found` where the inventory does not hold it, `usage` where several match.
 */
export function findObject(asked: string, { decisions }: PreviewResult): string {
  const [type = '', ...rest] = asked.split('/');
  const [namespace, name] =
    rest.length > 1 ? [rest[0] ?? '', rest.slice(1).join('/')] : ['', rest[0]];
  const matching = decisions.filter(
    (decision) =>
      decision.namespace === namespace &&
      decision.name === name &&
      (decision.resource === type || decision.resource.startsWith(`${type}.`)),
  );
  const [first, second] = matching;
  if (first === undefined) throw new CannotRunError('not-found', missing(asked, decisions));
  // The core group's type is the one without a group.
  const exact = matching.find(({ resource }) => resource === type);
  if (second === undefined || exact !== undefined) return (exact ?? first).key;
  const keys = matching.map(({ key }) => key).join(', ');
  throw new CannotRunError('usage', `${asked} may be any of ${keys}: write the group too`);
}

/** Among so many objects a near name is looked for. */
const MOST_COMPARED = 20_000;

function missing(asked: string, decisions: PreviewResult['decisions']): string {
  const keys = decisions.slice(0, MOST_COMPARED).map(({ key }) => key);
  const near =
    nearest(asked, keys) ?? keys.find((key) => key.endsWith(asked.slice(asked.indexOf('/'))));
  const hint = near === undefined ? 'write plural/namespace/name' : `did you mean ${near}?`;
  return `the cluster holds no ${asked}: ${hint}`;
}
