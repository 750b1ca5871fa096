import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { runsAfter } from '../velero/cron.js';
import { type BackupSummary, dateOf, isUnderWay, metadataOf } from './velero-objects.js';

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
 * The run that a Schedule has left out since its last Backup; undefined where none is due, or Velero makes none. A file may be old
 * or incomplete, so only a live cluster is judged.
 */
export function overdueRun(
  schedule: Fields,
  backup: BackupSummary | undefined,
  { cluster, now, veleroVersion }: Moment,
): Date | undefined {
  const { schedule: cron, paused } = fieldsOf(schedule['spec']);
  if (!cluster.isWhole || paused === true) return undefined;
  if (backup !== undefined && isUnderWay(backup)) return undefined;
  const { phase, lastBackup, lastSkipped } = fieldsOf(schedule['status']);
  if (phase === 'FailedValidation') return undefined;
  const seen = [
    metadataOf(schedule).createdAt,
    backup?.startedAt ?? null,
    dateOf(lastBackup),
    dateOf(lastSkipped),
  ].filter((date) => date !== null);
  const last = seen.sort((one, other) => other.getTime() - one.getTime())[0];
  if (last === undefined) return undefined;
  const [due, next] = runsAfter(textOf(cron) ?? '', last, 2, veleroVersion);
  if (due === undefined) return undefined;
  const interval = next === undefined ? MOST_GRACE_MS : next.getTime() - due.getTime();
  const grace = Math.min(Math.max(2 * interval, LEAST_GRACE_MS), MOST_GRACE_MS);
  return now.getTime() - due.getTime() > grace ? due : undefined;
}

/** Milliseconds between the next two runs of a Schedule; undefined where it does not run twice. */
export function intervalOf(
  schedule: Fields,
  { now, veleroVersion }: Omit<Moment, 'cluster'>,
): number | undefined {
  const cron = textOf(fieldsOf(schedule['spec'])['schedule']) ?? '';
  const [one, other] = runsAfter(cron, now, 2, veleroVersion);
  return one === undefined || other === undefined ? undefined : other.getTime() - one.getTime();
}
