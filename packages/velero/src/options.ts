import {
  draft,
  findingOf,
  isDnsLabel,
  isQualifiedName,
  labelValueOption,
  MAX_LABEL,
  namespaceNameOption,
} from '@k8s-backup-target/lint/internal';
import { refuseIf, type VeleroIssue } from './error.js';
import type { BackupSpec } from './resources.js';

/** Settings of Backups that a target does not hold. */
export interface VeleroOptions {
  /** Who makes the objects: the value of the label `managed-by`, a label value that is not empty. */
  readonly managedBy: string;
  /** Velero's own namespace: it reads no other. Default `velero`. */
  readonly namespace?: string | undefined;
  /** The BackupStorageLocation to write to. Default, also for an empty text: the one marked as default. */
  readonly storageLocation?: string | undefined;
  /** The VolumeSnapshotLocations to use, one for each provider. Default: Velero's choice. */
  readonly volumeSnapshotLocations?: readonly string[] | undefined;
  /** True to snapshot volumes. Default: Velero's choice. */
  readonly snapshotVolumes?: boolean | undefined;
  /** True to move CSI snapshots to the storage location. Default: the server's setting. */
  readonly snapshotMoveData?: boolean | undefined;
  /** True to back up all volumes through the file system. Default: the server's setting. */
  readonly defaultVolumesToFsBackup?: boolean | undefined;
}

/** Velero's namespace unless the options name another. */
export const DEFAULT_NAMESPACE = 'velero';

/** @throws VeleroError `invalid-options` when Kubernetes would refuse the objects for an option's sake. */
export function refuseInvalidOptions({ managedBy, namespace }: VeleroOptions): void {
  const issues: VeleroIssue[] = [];
  const limit = String(MAX_LABEL);
  if (typeof managedBy !== 'string' || !isQualifiedName(managedBy)) {
    issues.push(findingOf(draft(labelValueOption, '/managedBy', { limit })));
  }
  if (namespace !== undefined && !isDnsLabel(namespace)) {
    issues.push(findingOf(draft(namespaceNameOption, '/namespace', { limit })));
  }
  refuseIf('invalid-options', issues);
}

/** The options that go into a BackupSpec; what is not set is left out. */
export function optionFields(options: VeleroOptions): BackupSpec {
  const { storageLocation, volumeSnapshotLocations, ...switches } = options;
  const { snapshotVolumes, snapshotMoveData, defaultVolumesToFsBackup } = switches;
  return {
    ...(storageLocation === undefined || storageLocation === '' ? {} : { storageLocation }),
    ...(volumeSnapshotLocations === undefined || volumeSnapshotLocations.length === 0
      ? {}
      : { volumeSnapshotLocations: [...volumeSnapshotLocations] }),
    ...(snapshotVolumes === undefined ? {} : { snapshotVolumes }),
    ...(snapshotMoveData === undefined ? {} : { snapshotMoveData }),
    ...(defaultVolumesToFsBackup === undefined ? {} : { defaultVolumesToFsBackup }),
  };
}
