import { type BackupOptions, toBackup } from './backup.js';
import { toVeleroBackupConfig, type VeleroBackupConfig } from './backup-config.js';
import { type Conversion, convertEach, type FoundTarget } from './convert-each.js';
import type { VeleroOptions } from './options.js';
import type { Backup, Schedule } from './resources.js';
import { type ScheduleOptions, toSchedule } from './schedule.js';

/**
 * Makes the Schedule of each target, as `toSchedule` does. Where that throws a VeleroError, the target is in
 * `refused` with it, and hides no other: a cron expression or an option that is refused refuses all.
 * Of two targets with the same app, endpoint and model one is refused (rule `duplicate`).
 *
 * @param targets - what `decodeDatabag` or the requirer found
 * @throws VeleroVersionError for a `veleroVersion` that names no release, and nothing else.
 */
export function toSchedules<Found extends FoundTarget>(
  targets: readonly Found[],
  schedule: ScheduleOptions,
  options: VeleroOptions,
): Conversion<Found, { readonly schedule: Schedule }> {
  return convertEach(targets, (target) => ({ schedule: toSchedule(target, schedule, options) }));
}

/**
 * Makes the Backup of each target, as `toBackup` does; what is refused is returned as by `toSchedules`.
 *
 * @throws RangeError when `at` is not a valid date, and nothing else.
 */
export function toBackups<Found extends FoundTarget>(
  targets: readonly Found[],
  options: BackupOptions,
): Conversion<Found, { readonly backup: Backup }> {
  return convertEach(targets, (target) => ({ backup: toBackup(target, options) }));
}

/**
 * Makes the `velero_backup_config` databag of each target, as `toVeleroBackupConfig` does; what is refused is
 * returned as by `toSchedules`. A relation holds one of them.
 *
 * @throws VeleroVersionError for a `veleroVersion` that names no release, and nothing else.
 */
export function toVeleroBackupConfigs<Found extends FoundTarget>(
  targets: readonly Found[],
  schedule: Partial<ScheduleOptions> = {},
): Conversion<Found, { readonly databag: VeleroBackupConfig }> {
  return convertEach(targets, (target) => ({ databag: toVeleroBackupConfig(target, schedule) }));
}
