import { toBackupSpec } from './backup-spec.js';
import { checkCron } from './cron/check-cron.js';
import { refuseIf } from './error.js';
import { acceptTarget, refuseLongIdentity } from './guard.js';
import { refuseInvalidOptions, type VeleroOptions } from './options.js';
import { pauseAnnotations } from './pause.js';
import type { BackupSpec, ObjectMeta, Schedule } from './resources.js';
import type { Target } from './target.js';
import { metadataOf } from './target-labels.js';
import { targetName } from './target-name.js';

/** When to back up. */
export interface ScheduleOptions {
  /** When, as `checkCron` reads it: `0 2 * * *` is daily at 2:00 UTC. */
  readonly cron: string;
  /** Stops the runs. Default: Velero's, which is false. */
  readonly paused?: boolean | undefined;
  /**
   * Skips the run that is due at once when a paused Schedule is resumed. One-shot: the server sets it
   * back to false. Default: the server's setting.
   */
  readonly skipImmediately?: boolean | undefined;
  /**
   * True to delete the Backups when the Schedule is deleted. Their data stays, and Velero creates them again
   * from the storage: best left unset. Default: Velero's, which is false.
   */
  readonly useOwnerReferencesInBackup?: boolean | undefined;
  /** The server's release, which decides how `cron` is read. Default: the newest measured release. */
  readonly veleroVersion?: string | undefined;
}

/**
 * Makes the `velero.io/v1` Schedule of a target, with the target's Backup as its template.
 *
 * @throws VeleroError as `toBackup` does, and `invalid-schedule` when `checkCron` refuses the expression.
 * @throws VeleroVersionError for a `veleroVersion` that names no release.
 */
export function toSchedule(
  target: Target,
  schedule: ScheduleOptions,
  options: VeleroOptions,
): Schedule {
  refuseInvalidOptions(options);
  refuseInvalidSchedule(schedule.cron, schedule.veleroVersion);
  const whole = acceptTarget(target);
  refuseLongIdentity(whole);
  const { cron, paused, skipImmediately, useOwnerReferencesInBackup } = schedule;
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: withAnnotations(
      metadataOf(whole, targetName(whole), options),
      pauseAnnotations(paused),
    ),
    spec: {
      schedule: cron,
      template: templateOf(toBackupSpec(whole.spec, options)),
      ...(paused === undefined ? {} : { paused }),
      ...(skipImmediately === undefined ? {} : { skipImmediately }),
      ...(useOwnerReferencesInBackup === undefined ? {} : { useOwnerReferencesInBackup }),
    },
  };
}

function withAnnotations(metadata: ObjectMeta, more: ObjectMeta['annotations']): ObjectMeta {
  return { ...metadata, annotations: { ...metadata.annotations, ...more } };
}

/**
 * A template that is never empty. By server-side apply an empty one cannot take the place of one with
 * fields: the API server makes null of it, and refuses that. All namespaces by name are what Velero makes
 * of an empty list anyway.
 */
function templateOf(spec: BackupSpec): BackupSpec {
  return Object.keys(spec).length === 0 ? { includedNamespaces: ['*'] } : spec;
}

/** @throws VeleroError `invalid-schedule` when `checkCron` refuses the expression. */
export function refuseInvalidSchedule(cron: string, veleroVersion: string | undefined): void {
  const checked = checkCron(cron, { veleroVersion });
  if (checked.ok) return;
  refuseIf(
    'invalid-schedule',
    checked.issues.map((issue) => ({ ...issue, path: '/cron' })),
  );
}
