import type { BackupSpec } from './resources.js';

/** The fields of a template that this package writes. One that it does not write now may be left from before. */
export const TEMPLATE_FIELDS: readonly string[] = Object.keys({
  includedNamespaces: true,
  excludedNamespaces: true,
  includedResources: true,
  excludedResources: true,
  includeClusterResources: true,
  labelSelector: true,
  ttl: true,
  storageLocation: true,
  volumeSnapshotLocations: true,
  snapshotVolumes: true,
  snapshotMoveData: true,
  defaultVolumesToFsBackup: true,
} satisfies Record<keyof BackupSpec, true>);
