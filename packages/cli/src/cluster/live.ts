import type { Options } from '../command/command.js';
import type { Io } from '../command/io.js';
import type { ClusterFacts } from '../facts/facts.js';
import type { VeleroType } from '../rbac/needs.js';
import { readVelero } from './read-velero.js';
import { inVelerosNamespace } from './velero-namespace.js';

/** True if the command line names a cluster. */
export function namesCluster(options: Options): boolean {
  return options['context'] !== undefined || options['kubeconfig'] !== undefined;
}

/**
 * Reads Velero's objects from the cluster that the command line names; undefined where it names none. The
 * client is large: it loads here only.
 */
export async function liveVelero(
  options: Options,
  io: Io,
  wanted: readonly VeleroType[],
): Promise<ClusterFacts | undefined> {
  if (!namesCluster(options)) return undefined;
  const { connect } = await import('./api/connect.js');
  const api = await connect(options, io);
  return inVelerosNamespace(
    api,
    options,
    (namespace) => readVelero(api, namespace, wanted),
    ({ schedules, backups, storageLocations, deployments, notRead }) =>
      [schedules, backups, storageLocations, deployments, notRead].every(
        ({ length }) => length === 0,
      ),
  );
}
