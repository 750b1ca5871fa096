// Room: What a cluster says of Velero: its server, its Schedules and Backups. May import any room that does not need it.
import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, isFields } from '../input/fields.js';
import { groupOf, type VeleroType } from '../rbac/needs.js';
import type { ClusterApi } from './api/cluster-api.js';
import { listAll } from './api/list.js';
import { allowedOnly } from './api/missing-rights.js';
import { isForbidden, isNotFound } from './api/refusal.js';
import { inVelerosNamespace } from './velero-namespace.js';

/**
 * Reads Velero's objects, and its Deployment for the release and its health.
 *
 * @param wanted the types to read; lists of the others stay empty.
 * @throws CannotRunError `cluster` where there is no Velero, or they may not be listed; all missing rights at once.
 */
export async function readVelero(
  api: ClusterApi,
  namespace: string,
  wanted: readonly VeleroType[],
): Promise<ClusterFacts> {
  const read = (type: VeleroType) => () =>
    wanted.includes(type) ? readType(api, namespace, type) : Promise.resolve([]);
  try {
    const [deployments, storageLocations, snapshotLocations] = await Promise.all([
      unlessForbidden('deployments', read('deployments')),
      unlessForbidden('backupstoragelocations', read('backupstoragelocations')),
      unlessForbidden('volumesnapshotlocations', () =>
        noneIfNotServed(read('volumesnapshotlocations')),
      ),
    ]);
    const refusals = [deployments, storageLocations, snapshotLocations].flatMap(
      (one) => one.refusals,
    );
    const [schedules = [], backups = []] = await allowedOnly(
      [read('schedules'), read('backups')],
      refusals.map(({ error }) => error),
    );
    return {
      name: api.context,
      schedules,
      backups,
      storageLocations: storageLocations.found,
      snapshotLocations: snapshotLocations.found,
      deployments: deployments.found,
      notRead: refusals.map(({ type, error }) => ({
        type,
        message: error.message.replace(/^cluster: /, ''),
      })),
      isWhole: true,
    };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new CannotRunError(
      'cluster',
      `${api.context} has no velero.io objects: install Velero, or name another --context`,
    );
  }
}

/** Velero's namespace, and the Deployments in it. Who may not list those only misses the release. */
export function readDeployments(
  api: ClusterApi,
  options: Options,
): Promise<{ readonly namespace: string; readonly deployments: readonly Fields[] }> {
  return inVelerosNamespace(
    api,
    options,
    async (namespace) => {
      const read = () => readType(api, namespace, 'deployments');
      return { namespace, deployments: (await unlessForbidden('deployments', read)).found };
    },
    ({ deployments }) => deployments.length === 0,
  );
}

/** Of a type that the cluster does not serve there is none. */
async function noneIfNotServed(read: () => Promise<readonly Fields[]>): Promise<readonly Fields[]> {
  try {
    return await read();
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return [];
  }
}

/** What was found, or the refusal, after which all else can still be judged. */
interface FoundOrRefused {
  readonly found: readonly Fields[];
  readonly refusals: readonly { readonly type: VeleroType; readonly error: Error }[];
}

async function unlessForbidden(
  type: VeleroType,
  read: () => Promise<readonly Fields[]>,
): Promise<FoundOrRefused> {
  try {
    return { found: await read(), refusals: [] };
  } catch (error) {
    if (!isForbidden(error) || !(error instanceof Error)) throw error;
    return { found: [], refusals: [{ type, error }] };
  }
}

async function readType(
  api: ClusterApi,
  namespace: string,
  type: VeleroType,
): Promise<readonly Fields[]> {
  const found = await listAll(api, `/apis/${groupOf(type)}/v1/namespaces/${namespace}/${type}`);
  return found.filter(isFields);
}
