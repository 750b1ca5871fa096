/**
 * From a `k8s_backup_target` spec to Velero: its Backups and Schedules, the `velero_backup_config`
 * databag, and what will go wrong. Pure functions: no Node API is used, and nothing is sent anywhere.
 *
 * @module
 */
export { type BackupOptions, toBackup } from './backup.js';
export { toVeleroBackupConfig, type VeleroBackupConfig } from './backup-config.js';
export { toBackups, toSchedules, toVeleroBackupConfigs } from './conversions.js';
export type { Conversion, FoundTarget, Refused } from './convert-each.js';
export { type CheckedCron, type CronOptions, checkCron } from './cron/check-cron.js';
export type { CronRule } from './cron/generated/cron-rule.js';
export {
  isVeleroError,
  VeleroError,
  type VeleroErrorCode,
  type VeleroIssue,
  type VeleroRule,
} from './error.js';
export { parseGoDuration } from './go-duration.js';
export { managedByFor, type Owner } from './managed-by.js';
export { nextRuns } from './next-runs.js';
export type { VeleroOptions } from './options.js';
export {
  type Reconciliation,
  reconcile,
  type ScheduleConflict,
  type ScheduleReference,
  type ScheduleUpdate,
} from './reconcile.js';
export type { Backup, BackupSpec, ObjectMeta, Schedule, ScheduleSpec } from './resources.js';
export { type ScheduleOptions, toSchedule } from './schedule.js';
export type { Target } from './target.js';
export { MANAGED_BY_LABEL } from './target-labels.js';
export { targetName } from './target-name.js';
export { toGoDuration } from './ttl.js';
