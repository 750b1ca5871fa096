import type { RequirerPort } from './port.js';

/**
 * Tells whether there may be relations that this unit does not list yet. Juju runs leader-elected as soon as a unit
 * leads, and may tell it only afterwards of a relation for which the leader before it has made something already.
 */
export async function missesRelations(
  juju: RequirerPort,
  endpoints: readonly string[],
): Promise<boolean> {
  if (juju.context.hook !== 'leader-elected' || juju.relatedApplications === undefined)
    return false;
  for (const endpoint of endpoints) {
    const related = await juju.relatedApplications(endpoint);
    if (related === null || related.length > (await juju.relationIds(endpoint)).length) return true;
  }
  return false;
}
