import type { BackupTargetEntry, K8sBackupTargetSpec, Normalized } from '@k8s-backup-target/schema';

/** A backup target as people write it, with fields of the spec left out, or as a reader hands it out. */
export type Target = BackupTargetEntry;

/** A target with every field of its spec present, null where unset. */
export type WholeTarget = Normalized<BackupTargetEntry>;

/** A spec with every field present, null where unset. */
export type WholeSpec = Normalized<K8sBackupTargetSpec>;
