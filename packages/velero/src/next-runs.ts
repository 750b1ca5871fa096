import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { type CronOptions, readCron } from './cron/check-cron.js';
import { runsOf } from './cron/next-run.js';
import { VeleroError } from './error.js';

/**
 * The next `n` times after `from` at which Velero would start a backup, were it to look every second
 * (it looks once a minute).
 *
 * A run in an hour that daylight saving skips comes after it, or up to Velero 1.18.2 not at all. A time that
 * daylight saving repeats runs twice. `@every` counts from
 * `from`: for Velero that is the last backup, or the Schedule's creation.
 *
 * @returns fewer than `n` where no run is within the five years that Velero looks ahead, as for
 * 29 February at the turn of a century; and where the zone has skipped a whole day, at which Velero's libraries
 * search for ever, as in Apia on 30 December 2011.
 * @throws VeleroError `invalid-schedule` when {@link checkCron} refuses the expression.
 * @throws VeleroVersionError for a `veleroVersion` that names no release.
 * @throws RangeError when `from` is not a valid date.
 */
export function nextRuns(
  expression: string,
  from: Date,
  n: number,
  options: CronOptions = {},
): Date[] {
  if (Number.isNaN(from.getTime())) throw new RangeError('from is not a valid date');
  const schedule = readCron(expression, resolveVeleroVersion(options.veleroVersion).rules);
  if (!schedule.ok) throw new VeleroError('invalid-schedule', schedule.issues);
  const next = runsOf(schedule.value);
  const runs: Date[] = [];
  let at: number | undefined = from.getTime();
  while (runs.length < n) {
    at = next(at);
    if (at === undefined) break;
    runs.push(new Date(at));
  }
  return runs;
}
