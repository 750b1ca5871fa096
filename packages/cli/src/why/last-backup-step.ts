import { misspeltType } from '@k8s-backup-target/lint/internal';
import { intervalOf, type Moment, overdueRun, runMissedSince } from '../cluster/overdue.js';
import { narrowerField } from '../cluster/saved-selection.js';
import {
  type BackupSummary,
  backupsOf,
  dateOf,
  failureCommand,
  hasExpired,
  isBeingDeleted,
  isGood,
  isStuck,
  isUnderWay,
  metadataOf,
  whyFailed,
} from '../cluster/velero-objects.js';
import { type Fields, fieldsOf, listOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { absoluteTime, relativeTime } from '../words/when.js';
import { scheduleFor } from './applied-step.js';
import type { ChainContext } from './step.js';
import { type Step, step } from './step.js';

const NAME = 'last-backup';
const HOUR_MS = 3_600_000;

/** The newest Backup that has ended well and that Velero has not deleted; undefined where there is none. */
export function lastGoodBackup(view: TargetView, context: ChainContext): BackupSummary | undefined {
  const { cluster } = context.facts;
  const schedule = scheduleFor(view, context);
  if (schedule === undefined || cluster === undefined) return undefined;
  return backupsOf(schedule, cluster).find((backup) => isGood(backup, context.now));
}

/** Tells how the last Backup ended, and whether one is missing. */
export function lastBackupStep(view: TargetView, context: ChainContext): Step {
  const { cluster } = context.facts;
  const schedule = scheduleFor(view, context);
  if (schedule === undefined || cluster === undefined) {
    return step(NAME, 'unknown', 'no Schedule was given');
  }
  const found = backupsStep(schedule, { ...context, cluster });
  const isFine = found.state === 'ok' || found.state === 'waiting';
  return isFine ? (withoutData(schedule, found, context) ?? found) : found;
}

/** The objects of a volume without its data: its Backups are Completed all the same. */
function withoutData(schedule: Fields, found: Step, { volumes }: ChainContext): Step | undefined {
  const fates = volumes?.get(schedule);
  if (fates === undefined) return undefined;
  const { count, notSaved, unknown } = fates;
  const [lost] = notSaved;
  if (lost !== undefined) {
    const detail = `${found.detail}; ${notSaved.length} of ${count} volumes without data: ${lost}`;
    return step(NAME, 'failed', detail, {
      remedy: 'Its objects are saved, and no data of it: see how to, with kbt preview --volumes.',
    });
  }
  const [open] = unknown;
  if (open === undefined) return undefined;
  const detail = `${found.detail}; whether ${unknown.length} of ${count} volumes have data in it: ${open}`;
  return step(NAME, 'unknown', detail);
}

/** Judges the Backups of a Schedule by the last one that has ended: how one under way will end is not known. */
export function backupsStep(schedule: Fields, moment: Moment): Step {
  const all = backupsOf(schedule, moment.cluster);
  const backups = all.filter((backup) => !isBeingDeleted(backup));
  const [newest] = backups;
  const { namespace } = metadataOf(schedule);
  const due = overdueRun(schedule, moment);
  if (due !== undefined) return overdue(newest, due, namespace);
  if (newest === undefined) return noneYet(schedule, all.length > 0, moment);
  if (!isUnderWay(newest)) return ended(newest, namespace, schedule, moment);
  const last = backups.find((backup) => !isUnderWay(backup));
  // The run under way is the one after it.
  const before = { ...moment, now: newest.startedAt ?? moment.now };
  const found = last === undefined ? undefined : ended(last, namespace, schedule, moment, before);
  return found === undefined || found.state === 'ok' || isStuck(newest, moment.cluster, moment.now)
    ? underWay(newest, namespace, moment)
    : found;
}

/** @param isAnyDeleted true if Velero deletes one; a file with Schedules alone does not tell that there is none. */
function noneYet(schedule: Fields, isAnyDeleted: boolean, context: Moment): Step {
  const { lastBackup } = fieldsOf(schedule['status']);
  const created = metadataOf(schedule).createdAt;
  const interval = intervalOf(schedule, context) ?? 0;
  const isOld = created !== null && context.now.getTime() - created.getTime() > interval + HOUR_MS;
  const made = dateOf(lastBackup);
  if (!context.cluster.isWhole && !isAnyDeleted && (isOld || made !== null)) {
    return step(NAME, 'unknown', 'no Backup of the Schedule was given');
  }
  if (made !== null) return noneLeft(made, context.now);
  return step(NAME, 'waiting', 'none yet: the first is due at the next run');
}

/** The Schedule says that it has made one, and the cluster holds none. */
function noneLeft(made: Date, now: Date): Step {
  const when = `${absoluteTime(made)}, ${relativeTime(made, now)}`;
  return step(NAME, 'failed', `none is left: the last, of ${when}, has expired or was deleted`, {
    remedy:
      'Run the Schedule more often, or keep its Backups for longer than the time between two runs.',
  });
}

function overdue(backup: BackupSummary | undefined, due: Date, namespace: string): Step {
  const last = backup === undefined ? 'there is none' : `the last is ${backup.name}`;
  const detail = `${last}, and the run of ${absoluteTime(due)} was missed`;
  return step(NAME, 'failed', detail, {
    remedy: 'See whether Velero runs; `kbt doctor` names what keeps it from reading its objects.',
    command: shell`kubectl get pods -n ${namespace}`,
  });
}

/** @param until when a newer one began; by default none has by now. */
function ended(
  backup: BackupSummary,
  namespace: string,
  schedule: Fields,
  context: Moment,
  until: Moment = context,
): Step {
  const { name, phase, startedAt } = backup;
  const { now } = context;
  const when = startedAt === null ? '' : `, ${relativeTime(startedAt, now)}`;
  if (phase === 'Completed') {
    const found = completed(backup, namespace, when, schedule, context);
    return found.state === 'ok' ? (tooOld(backup, when, schedule, until) ?? found) : found;
  }
  return step(NAME, 'failed', `${name} is ${phase}${when}: ${whyFailed(backup)}`, {
    remedy: phase === 'FailedValidation' ? 'Correct what Velero refuses.' : 'Read the backup log:',
    command: failureCommand(backup, namespace),
  });
}

function completed(
  backup: BackupSummary,
  namespace: string,
  when: string,
  schedule: Fields,
  context: Moment,
): Step {
  const { name, items, expiresAt, missingSnapshots } = backup;
  const command = shell`velero backup describe ${name} -n ${namespace}`;
  if (items === 0) {
    return step(NAME, 'failed', `${name} completed${when}, and saved no objects`, {
      remedy: emptyRemedy(schedule),
      command,
    });
  }
  if (expiresAt !== null && hasExpired(backup, context.now)) {
    const expired = relativeTime(expiresAt, context.now);
    return step(NAME, 'failed', `${name} completed${when}, and expired ${expired}`, {
      remedy: 'No Backup is left to restore from: see why no newer one was made.',
      command: shell`kubectl get pods -n ${namespace}`,
    });
  }
  if (missingSnapshots > 0) {
    const snapshots = `${missingSnapshots} snapshot${missingSnapshots === 1 ? '' : 's'}`;
    return step(NAME, 'failed', `${name} completed${when}, without ${snapshots} of volumes`, {
      remedy: 'The data of these volumes is not saved: see which, and why.',
      command: shell`velero backup describe ${name} -n ${namespace} --details`,
    });
  }
  return (
    holdsLess(backup, when, schedule) ??
    keptTooShort(backup, when, schedule, context) ??
    step(NAME, 'ok', `${name} completed${when}`)
  );
}

/** A type that does not exist is the usual reason. */
function emptyRemedy(schedule: Fields): string {
  const { includedResources } = fieldsOf(fieldsOf(schedule['spec'])['template']);
  const [meant] = listOf(includedResources).flatMap((name) => misspeltType(String(name)) ?? []);
  return meant === undefined
    ? 'See what the target selects with `kbt preview`.'
    : `Did you mean ${meant} in its resource types?`;
}

/** It was made before the Schedule was changed, or by hand. */
function holdsLess(
  { name, spec }: BackupSummary,
  when: string,
  schedule: Fields,
): Step | undefined {
  const { name: scheduleName, namespace } = metadataOf(schedule);
  const field = narrowerField(spec, fieldsOf(fieldsOf(schedule['spec'])['template']));
  if (field === undefined) return undefined;
  const detail = `${name} completed${when}, with other ${field} than the Schedule has now`;
  return step(NAME, 'failed', detail, {
    remedy: 'What is selected now is saved by the next run, or at once by:',
    command: shell`velero backup create --from-schedule ${scheduleName} -n ${namespace}`,
  });
}

/** A run was made since, as the Schedule says, and no Backup is left of it. A file may be older than that. */
function tooOld(
  { name, startedAt }: BackupSummary,
  when: string,
  schedule: Fields,
  context: Moment,
): Step | undefined {
  const missed = startedAt === null ? undefined : runMissedSince(startedAt, schedule, context);
  const isPaused = fieldsOf(schedule['spec'])['paused'] === true;
  if (missed === undefined || isPaused) return undefined;
  const detail = `${name} completed${when}, and there is none of the run of ${absoluteTime(missed)}`;
  if (!context.cluster.isWhole) {
    return step(NAME, 'unknown', `${detail}, as far as the input shows`);
  }
  return step(NAME, 'failed', detail, {
    remedy: 'See what became of it: it may have been deleted, or skipped.',
    command: shell`kubectl get backups.velero.io -n ${metadataOf(schedule).namespace}`,
  });
}

/** Each Backup is deleted before the next one is made. */
function keptTooShort(
  { name, startedAt, expiresAt }: BackupSummary,
  when: string,
  schedule: Fields,
  context: Moment,
): Step | undefined {
  const interval = intervalOf(schedule, context);
  if (startedAt === null || expiresAt === null || interval === undefined) return undefined;
  const kept = expiresAt.getTime() - startedAt.getTime();
  if (kept >= interval) return undefined;
  return step(NAME, 'failed', `${name} completed${when}, but expires before the next run`, {
    remedy: 'Keep Backups for longer than the time between two runs: set a longer ttl.',
  });
}

function underWay(backup: BackupSummary, namespace: string, { cluster, now }: Moment): Step {
  const { name, phase, startedAt } = backup;
  const when = startedAt === null ? '' : `, ${relativeTime(startedAt, now)}`;
  if (!isStuck(backup, cluster, now)) return step(NAME, 'waiting', `${name} is ${phase}${when}`);
  return step(NAME, 'failed', `${name} is ${phase}${when}: nothing goes on with it`, {
    remedy: 'See whether Velero runs; after its restart it ends such a Backup as Failed.',
    command: shell`kubectl get pods -n ${namespace}`,
  });
}
