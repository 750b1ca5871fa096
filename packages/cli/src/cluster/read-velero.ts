// Room: What a cluster says of Velero: its server, its Schedules and Backups. May import any room that does not need it.
import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, isFields } from '../input/fields.js';
import type { ClusterApi } from './api/cluster-api.js';
import { listAll } from './api/list.js';
import { isForbidden, isNotFound } from './api/refusal.js';

/** The namespace that the command line names: Velero reads its objects in its own only. */
export function veleroNamespace(options: Options): string {
  const named = options['veleroNamespace'];
  return typeof named === 'string' ? named : 'velero';
}

/**
 * Reads Velero's objects, and its Deployment for the release.
 *
 * @throws CannotRunError `cluster` where there is no Velero, or they may not be listed.
 */
export async function readVelero(api: ClusterApi, namespace: string): Promise<ClusterFacts> {
  const velero = (plural: string) =>
    listAll(api, `/apis/velero.io/v1/namespaces/${namespace}/${plural}`);
  try {
    const [schedules, backups, storageLocations, deployments] = await Promise.all([
      velero('schedules'),
      velero('backups'),
      velero('backupstoragelocations'),
      readDeployments(api, namespace),
    ]);
    return {
      name: api.context,
      schedules: objects(schedules),
      backups: objects(backups),
      storageLocations: objects(storageLocations),
      deployments: deployments.found,
      notRead: deployments.notRead,
      isWhole: true,
    };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new CannotRunError(
      'cluster',
      `${api.context} knows no velero.io objects: install Velero, or name another --context`,
    );
  }
}

/** Who may not list Deployments only misses the release: `--velero-version` names it then. */
export async function deploymentsIn(
  api: ClusterApi,
  namespace: string,
): Promise<readonly Fields[]> {
  return (await readDeployments(api, namespace)).found;
}

async function readDeployments(
  api: ClusterApi,
  namespace: string,
): Promise<{ readonly found: readonly Fields[]; readonly notRead: readonly string[] }> {
  try {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    return { found: objects(await listAll(api, path)), notRead: [] };
  } catch (error) {
    if (!isForbidden(error) || !(error instanceof Error)) throw error;
    return { found: [], notRead: [error.message.replace(/^cluster: /, '')] };
  }
}

function objects(list: readonly unknown[]): readonly Fields[] {
  return list.filter(isFields);
}
