import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf } from '../input/fields.js';
import { runsOfSchedule } from './server-zone.js';
import { backupsOf, dateOf, isCopied, isUnderWay, metadataOf } from './velero-objects.js';

const MINUTE_MS = 60_000;

/** Velero looks once a minute, and may be restarting: a run of a rare Schedule may be so late at most. */
const MOST_GRACE_MS = 60 * MINUTE_MS;
/** Of one that runs each minute, so late. */
const LEAST_GRACE_MS = 3 * MINUTE_MS;

/** What a run is looked for in, and when. */
export interface Moment {
  readonly cluster: ClusterFacts;
  readonly now: Date;
  readonly veleroVersion: string;
}

/**
 * The run that a Schedule has left out since its last one; undefined where none is due, or Velero makes none. A file may be old
 * or incomplete, so only a live cluster is judged.
 */
export function overdueRun(schedule: Fields, moment: Moment): Date | undefined {
  const { cluster } = moment;
  if (!cluster.isWhole || fieldsOf(schedule['spec'])['paused'] === true) return undefined;
  const own = backupsOf(schedule, cluster).filter((one) => one.isScheduled && !isCopied(one));
  if (own.some(isUnderWay)) return undefined;
  const { phase, lastBackup, lastSkipped } = fieldsOf(schedule['status']);
  if (phase === 'FailedValidation') return undefined;
  const seen = [
    metadataOf(schedule).createdAt,
    // A Backup that a person made from the Schedule is labelled as its own are: Velero does not count it as a run.
    dateOf(lastBackup) ?? own[0]?.startedAt ?? null,
    dateOf(lastSkipped),
  ].filter((date) => date !== null);
  const last = seen.sort((one, other) => other.getTime() - one.getTime())[0];
  return last === undefined ? undefined : runMissedSince(last, schedule, moment);
}

/** The first run of a Schedule after `last`, if there should have been one by now; else undefined. */
export function runMissedSince(last: Date, schedule: Fields, moment: Moment): Date | undefined {
  const { now } = moment;
  const [due, next] = runsOfSchedule(schedule, moment, last, 2);
  if (due === undefined) return undefined;
  const interval = next === undefined ? MOST_GRACE_MS : next.getTime() - due.getTime();
  const grace = Math.min(Math.max(2 * interval, LEAST_GRACE_MS), MOST_GRACE_MS);
  return now.getTime() - due.getTime() > grace ? due : undefined;
}

/** Milliseconds between the next two runs of a Schedule; undefined where it does not run twice. */
export function intervalOf(schedule: Fields, moment: Moment): number | undefined {
  const { now } = moment;
  const [one, other] = runsOfSchedule(schedule, moment, now, 2);
  return one === undefined || other === undefined ? undefined : other.getTime() - one.getTime();
}
