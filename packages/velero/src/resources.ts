/** The metadata that Velero's Backup and Schedule share with every object of Kubernetes. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The fields of Velero's `BackupSpec` that this package writes. One that is not set is absent. */
export interface BackupSpec {
  readonly includedNamespaces?: readonly string[] | undefined;
  readonly excludedNamespaces?: readonly string[] | undefined;
  readonly includedResources?: readonly string[] | undefined;
  readonly excludedResources?: readonly string[] | undefined;
  readonly includeClusterResources?: boolean | undefined;
  readonly labelSelector?: { readonly matchLabels: Readonly<Record<string, string>> } | undefined;
  /** The time to keep the backup, as Go prints a duration: `720h0m0s`. */
  readonly ttl?: string | undefined;
  readonly storageLocation?: string | undefined;
  readonly volumeSnapshotLocations?: readonly string[] | undefined;
  readonly snapshotVolumes?: boolean | undefined;
  readonly snapshotMoveData?: boolean | undefined;
  readonly defaultVolumesToFsBackup?: boolean | undefined;
}

/** A `velero.io/v1` Backup, as it is created: without a status. */
export interface Backup {
  readonly apiVersion: 'velero.io/v1';
  readonly kind: 'Backup';
  readonly metadata: ObjectMeta;
  readonly spec: BackupSpec;
}

/** Velero's `ScheduleSpec`. */
export interface ScheduleSpec {
  /** When to back up, as a cron expression. */
  readonly schedule: string;
  /** The spec of each Backup that the Schedule makes. */
  readonly template: BackupSpec;
  readonly paused?: boolean | undefined;
  /** One-shot: the server sets it back to false. */
  readonly skipImmediately?: boolean | undefined;
  readonly useOwnerReferencesInBackup?: boolean | undefined;
}

/** A `velero.io/v1` Schedule, as it is created: without a status. */
export interface Schedule {
  readonly apiVersion: 'velero.io/v1';
  readonly kind: 'Schedule';
  readonly metadata: ObjectMeta;
  readonly spec: ScheduleSpec;
}
