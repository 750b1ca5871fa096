import type { InventoryObject } from '../inventory/inventory.js';
import { labelOf } from '../inventory/inventory.js';
import type { VolumeState } from './volume-state.js';

const REPOSITORIES = 'backuprepositories.velero.io';

/** Longer names are labels only with a hash in their end. */
const LONGEST_LABEL = 63;

/**
 * Velero's EnsureRepo: true where a repository for the files of a namespace is there and not ready, or is there twice.
 * One that is missing or new is made while the Backup runs. False where the inventory does not tell.
 */
export function lacksRepository(namespace: string, state: VolumeState): boolean {
  const found = repositoriesOf(namespace, state);
  return found.length > 1 || found.some(({ status }) => status?.phase === 'NotReady');
}

function repositoriesOf(namespace: string, state: VolumeState): readonly InventoryObject[] {
  const { storageLocation, veleroNamespace, volumes } = state.request;
  if (storageLocation === undefined || storageLocation.length > LONGEST_LABEL) return [];
  return state
    .all(REPOSITORIES)
    .filter(
      (one) =>
        one.namespace === veleroNamespace &&
        labelOf(one, 'velero.io/volume-namespace') === namespace &&
        labelOf(one, 'velero.io/storage-location') === storageLocation &&
        labelOf(one, 'velero.io/repository-type') === volumes.uploaderType,
    );
}
