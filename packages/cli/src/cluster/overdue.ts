import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { runsAfter } from '../velero/cron.js';
import { type BackupSummary, dateOf, isUnderWay, metadataOf } from './velero-objects.js';

/** Velero looks once a minute, and may be restarting: a run counts as left out when it is so late. */
const GRACE_MS = 3_600_000;

/** What a run is looked for in, and when. */
export interface Moment {
  readonly cluster: ClusterFacts;
  readonly now: Date;
  readonly veleroVersion: string;
}

/**
 * The run that a Schedule has left out since its last Backup; undefined where none is due, or Velero makes none. A file may be old
 * or incomplete, so that only a live cluster is judged.
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
  const [due] = runsAfter(textOf(cron) ?? '', last, 1, veleroVersion);
  return due !== undefined && now.getTime() - due.getTime() > GRACE_MS ? due : undefined;
}
