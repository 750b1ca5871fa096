import type { BackupTargetEntry, Normalized } from '@k8s-backup-target/schema';

/** A backup target as every reader of the contract hands it out: all fields present, null where unset. */
export type Target = Normalized<BackupTargetEntry>;

/** What must be backed up, with all fields present. */
export type TargetSpec = Target['spec'];
