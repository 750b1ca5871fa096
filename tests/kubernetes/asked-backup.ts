import type { PreviewBackupSpec } from '@k8s-backup-target/preview';

/** A policy as its ConfigMap holds it. */
export type Policy = Readonly<Record<string, unknown>>;

/** A Backup, and the policy to which it refers. */
export interface AskedBackup {
  readonly backup: PreviewBackupSpec;
  readonly policy: Policy | null;
  /** Of the Backup. Default: none. */
  readonly annotations?: Readonly<Record<string, string>>;
}
