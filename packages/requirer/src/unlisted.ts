import { isLeaving } from './leaving.js';
import type { RequirerPort } from './port.js';
import type { RelationDatabag } from './relation-databag.js';

/** Juju may run these before it tells a unit of a new relation. */
const BEFORE_NEW_RELATIONS: ReadonlySet<string> = new Set([
  'leader-elected',
  'config-changed',
  'upgrade-charm',
]);

/**
 * Tells whether there may be relations that this unit does not list: it is leaving and has left some already, or it
 * has just become the leader, and the leader before it was told of more.
 *
 * @param relations - those that it lists on the endpoints
 */
export async function mayLackRelations(
  juju: RequirerPort,
  endpoints: readonly string[],
  relations: readonly RelationDatabag[],
): Promise<boolean> {
  return (await isLeaving(juju)) || (await isToldTooLittle(juju, endpoints, relations));
}

async function isToldTooLittle(
  juju: RequirerPort,
  endpoints: readonly string[],
  relations: readonly RelationDatabag[],
): Promise<boolean> {
  if (!BEFORE_NEW_RELATIONS.has(juju.context.hook) || juju.relatedApplications === undefined) {
    return false;
  }
  const listed = new Set(relations.map(({ remoteApp }) => remoteApp));
  for (const endpoint of endpoints) {
    const related = await juju.relatedApplications(endpoint);
    if (related === null || related.some((app) => !listed.has(app))) return true;
  }
  return false;
}
