import { type Fields, fieldsOf } from '../input/fields.js';
import { placeFault } from './backup-place.js';
import type { Moment } from './overdue.js';
import { holdsNamespacesAlone, narrowerField } from './saved-selection.js';
import {
  type BackupSummary,
  backupsOf,
  dateOf,
  isBeingDeleted,
  isCopied,
  isGood,
} from './velero-objects.js';

const MINUTE_MS = 60_000;

/**
 * The Backups by which a Schedule may be judged, the newest first: not those that are being deleted, nor those that
 * another cluster made in the same bucket: of those that Velero has copied from there, none that is newer than the
 * last run which it has noted here.
 */
export function backupsHere(schedule: Fields, { cluster }: Moment): readonly BackupSummary[] {
  const backups = backupsOf(schedule, cluster).filter((backup) => !isBeingDeleted(backup));
  const lastRun = dateOf(fieldsOf(schedule['status'])['lastBackup']);
  if (lastRun === null) return backups;
  // Velero notes a run when it has made the Backup of it.
  const sinceLastRun = ({ startedAt }: BackupSummary) =>
    (startedAt?.getTime() ?? 0) - lastRun.getTime();
  const own = backups.filter((backup) => !isCopied(backup));
  const isOfLastRun = (backup: BackupSummary) => sinceLastRun(backup) >= -MINUTE_MS;
  return own.some((backup) => backup.isScheduled && isOfLastRun(backup))
    ? own
    : backups.filter((backup) => !isCopied(backup) || sinceLastRun(backup) <= MINUTE_MS);
}

/** The newest Backup that ended well, can be restored, and holds what the Schedule selects where it did not make it. */
export function lastGoodOf(schedule: Fields, moment: Moment): BackupSummary | undefined {
  const template = fieldsOf(fieldsOf(schedule['spec'])['template']);
  return backupsHere(schedule, moment).find(
    (backup) =>
      isGood(backup, moment.now) &&
      placeFault(backup, moment.cluster) === undefined &&
      !holdsNamespacesAlone(backup.items, backup.spec, template) &&
      (backup.isScheduled || narrowerField(backup.spec, template) === undefined),
  );
}
