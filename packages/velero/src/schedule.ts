import { toBackupSpec } from './backup-spec.js';
import { checkCron } from './cron/check-cron.js';
import type { CronParser } from './cron/dialect.js';
import { refuseIf } from './error.js';
import { refuseInvalidTarget, refuseLongIdentity } from './guard.js';
import { metadataOf } from './metadata.js';
import { refuseInvalidOptions, type VeleroOptions } from './options.js';
import { pauseAnnotations } from './pause.js';
import type { BackupSpec, ObjectMeta, Schedule } from './resources.js';
import type { Target } from './target.js';
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
   * Whether the Backups go when the Schedule is deleted. Their data stays, and Velero creates them anew
   * from the storage: best left unset. Default: Velero's, which is false.
   */
  readonly useOwnerReferencesInBackup?: boolean | undefined;
  /** The server's cron library; see `checkCron`. Default `robfig`, Velero up to 1.18.2. */
  readonly cronParser?: CronParser | undefined;
}

/**
 * Makes the `velero.io/v1` Schedule of a target, with the target's Backup as its template.
 *
 * @throws VeleroError as `toBackup` does, and `invalid-schedule` when `checkCron` refuses the expression.
 */
export function toSchedule(
  target: Target,
  schedule: ScheduleOptions,
  options: VeleroOptions,
): Schedule {
  refuseInvalidOptions(options);
  refuseInvalidSchedule(schedule.cron, schedule.cronParser);
  refuseInvalidTarget(target);
  refuseLongIdentity(target);
  const { cron, paused, skipImmediately, useOwnerReferencesInBackup } = schedule;
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Schedule',
    metadata: withAnnotations(
      metadataOf(target, targetName(target), options),
      pauseAnnotations(paused),
    ),
    spec: {
      schedule: cron,
      template: templateOf(toBackupSpec(target.spec, options)),
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
export function refuseInvalidSchedule(cron: string, parser: CronParser | undefined): void {
  const checked = checkCron(cron, { parser });
  if (checked.ok) return;
  refuseIf(
    'invalid-schedule',
    checked.issues.map((issue) => ({ ...issue, path: '/cron' })),
  );
}
