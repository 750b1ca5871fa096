import type { Request } from '../collect/request.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { labelOf } from '../inventory/inventory.js';

/** The type of the repositories in which Velero keeps the files of a namespace. */
export const REPOSITORIES = 'backuprepositories.velero.io';

/** Longer names are labels only with a hash in their end. */
const LONGEST_LABEL = 63;

/**
 * Velero's EnsureRepo: the namespaces whose repository is there and not ready, or is there twice. One that is missing
 * or new is made while the Backup runs. Empty where the inventory does not tell.
 */
export function withoutRepository(
  repositories: readonly InventoryObject[],
  request: Request,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const without = new Set<string>();
  for (const repository of repositories) {
    const namespace = namespaceOf(repository, request);
    if (namespace === undefined) continue;
    if (seen.has(namespace) || repository.status?.phase === 'NotReady') without.add(namespace);
    seen.add(namespace);
  }
  return without;
}

/** The namespace whose files a repository would take from a Backup; undefined for one of another location or uploader. */
function namespaceOf(
  repository: InventoryObject,
  { storageLocation, veleroNamespace, volumes }: Request,
): string | undefined {
  if (storageLocation === undefined || storageLocation.length > LONGEST_LABEL) return undefined;
  const isMeant =
    repository.namespace === veleroNamespace &&
    labelOf(repository, 'velero.io/storage-location') === storageLocation &&
    labelOf(repository, 'velero.io/repository-type') === volumes.uploaderType;
  return isMeant ? labelOf(repository, 'velero.io/volume-namespace') : undefined;
}
