import { misspeltType } from '@k8s-backup-target/lint/internal';
import { placeFault } from '../cluster/backup-place.js';
import { backupsHere, lastGoodOf } from '../cluster/judged-backups.js';
import { intervalOf, type Moment, overdueRun, runMissedSince } from '../cluster/overdue.js';
import { holdsNamespacesAlone, narrowerField } from '../cluster/saved-selection.js';
import { runsOfSchedule } from '../cluster/server-zone.js';
import {
  type BackupSummary,
  backupsOf,
  dateOf,
  failureCommand,
  hasExpired,
  isBeingDeleted,
  isStuck,
  isUnderWay,
  metadataOf,
  whyFailed,
} from '../cluster/velero-objects.js';
import * as templates from '../generated/step-templates.js';
import { type Fields, fieldsOf, listOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { absoluteTime, relativeTime } from '../words/when.js';
import { scheduleFor } from './applied-step.js';
import type { ChainContext } from './step.js';
import { type Step, step } from './step.js';

const HOUR_MS = 3_600_000;

/** The newest Backup that has ended well and that Velero has not deleted; undefined where there is none. */
export function lastGoodBackup(view: TargetView, context: ChainContext): BackupSummary | undefined {
  const { cluster } = context.facts;
  const schedule = scheduleFor(view, context);
  if (schedule === undefined || cluster === undefined) return undefined;
  return lastGoodOf(schedule, { ...context, cluster });
}

/** Tells how the last Backup ended, and whether one is missing. */
export function lastBackupStep(view: TargetView, context: ChainContext): Step {
  const { cluster } = context.facts;
  const schedule = scheduleFor(view, context);
  if (schedule === undefined || cluster === undefined) {
    return step(templates.lastBackupUnseen, {});
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
    const values = { found: found.detail, lost: `${notSaved.length}`, count: `${count}` };
    return step(templates.lastBackupNodata, { ...values, reason: lost });
  }
  const [open] = unknown;
  if (open === undefined) return undefined;
  const values = { found: found.detail, open: `${unknown.length}`, count: `${count}` };
  return step(templates.lastBackupData, { ...values, reason: open });
}

/** Judges the Backups of a Schedule by the last one that has ended: how one under way will end is not known. */
export function backupsStep(schedule: Fields, moment: Moment): Step {
  const backups = backupsHere(schedule, moment).filter(
    (backup) => backup.isScheduled || isAsGood(backup, schedule, moment),
  );
  const [newest] = backups;
  const { namespace } = metadataOf(schedule);
  const ahead = runInFuture(schedule, newest, moment);
  if (ahead !== undefined) {
    const since = relativeTime(ahead, moment.now);
    return step(templates.lastBackupClock, { since }, { command: 'date -u' });
  }
  const due = overdueRun(schedule, moment);
  if (due !== undefined) return overdue(newest, due, namespace);
  if (newest === undefined) {
    const isAnyDeleted = backupsOf(schedule, moment.cluster).some(isBeingDeleted);
    return noneYet(schedule, isAnyDeleted, moment);
  }
  if (!isUnderWay(newest)) return ended(newest, namespace, schedule, moment);
  const last = backups.find((backup) => !isUnderWay(backup));
  // The run under way is the one after it.
  const before = { ...moment, now: newest.startedAt ?? moment.now };
  const found = last === undefined ? undefined : ended(last, namespace, schedule, moment, before);
  return found === undefined || found.state === 'ok' || isStuck(newest, moment.cluster, moment.now)
    ? underWay(newest, schedule, moment)
    : found;
}

/** A Backup that was made by hand counts where nothing is wrong with it: else the Schedule's are there all the same. */
function isAsGood(backup: BackupSummary, schedule: Fields, moment: Moment): boolean {
  if (isUnderWay(backup) || backup.phase !== 'Completed') return false;
  const { namespace } = metadataOf(schedule);
  return completed(backup, namespace, '', schedule, moment).state === 'ok';
}

/** Clocks that agree differ by less. */
const CLOCKS_MS = 5 * 60_000;

/** When the last run was, if that is yet to come: the clock of one of the machines is wrong. */
function runInFuture(
  schedule: Fields,
  newest: BackupSummary | undefined,
  { cluster, now }: Moment,
): Date | undefined {
  const times = [newest?.startedAt ?? null, dateOf(fieldsOf(schedule['status'])['lastBackup'])];
  return cluster.isWhole
    ? (times.find((time) => time !== null && time.getTime() - now.getTime() > CLOCKS_MS) ??
        undefined)
    : undefined;
}

/** @param isAnyDeleted true if Velero deletes one; a file with Schedules alone does not tell that there is none. */
function noneYet(schedule: Fields, isAnyDeleted: boolean, context: Moment): Step {
  const { lastBackup } = fieldsOf(schedule['status']);
  const created = metadataOf(schedule).createdAt;
  const interval = intervalOf(schedule, context) ?? 0;
  const isOld = created !== null && context.now.getTime() - created.getTime() > interval + HOUR_MS;
  const made = dateOf(lastBackup);
  if (!context.cluster.isWhole && !isAnyDeleted && (isOld || made !== null)) {
    return step(templates.lastBackupNobackup, {});
  }
  if (made !== null) return noneLeft(made, context.now);
  return step(templates.lastBackupFirst, {});
}

/** The Schedule says that it has made one, and the cluster holds none. */
function noneLeft(made: Date, now: Date): Step {
  return step(templates.lastBackupGone, { time: absoluteTime(made), ago: relativeTime(made, now) });
}

function overdue(backup: BackupSummary | undefined, due: Date, namespace: string): Step {
  const missed = { due: absoluteTime(due) };
  const command = shell`kubectl get pods -n ${namespace}`;
  return backup === undefined
    ? step(templates.lastBackupNever, missed, { command })
    : step(templates.lastBackupOverdue, { name: backup.name, ...missed }, { command });
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
  const ago = startedAt === null ? '' : `, ${relativeTime(startedAt, now)}`;
  if (phase === 'Completed') {
    const found = completed(backup, namespace, ago, schedule, context);
    return found.state === 'ok' ? (tooOld(backup, ago, schedule, until) ?? found) : found;
  }
  return step(
    phase === 'FailedValidation' ? templates.lastBackupInvalid : templates.lastBackupEnded,
    { name, phase, ago, reason: whyFailed(backup) },
    { command: failureCommand(backup, namespace) },
  );
}

function completed(
  backup: BackupSummary,
  namespace: string,
  ago: string,
  schedule: Fields,
  context: Moment,
): Step {
  const { name, items, expiresAt, missingSnapshots } = backup;
  if (items === 0) return empty(name, namespace, ago, schedule);
  if (expiresAt !== null && hasExpired(backup, context.now)) {
    const expired = relativeTime(expiresAt, context.now);
    const command = shell`kubectl get pods -n ${namespace}`;
    return step(templates.lastBackupExpired, { name, ago, expired }, { command });
  }
  if (missingSnapshots > 0) {
    const snapshots = `${missingSnapshots} snapshot${missingSnapshots === 1 ? '' : 's'}`;
    const command = shell`velero backup describe ${name} -n ${namespace} --details`;
    return step(templates.lastBackupSnapshots, { name, ago, snapshots }, { command });
  }
  return (
    outOfPlace(backup, ago, schedule, context) ??
    withoutContents(backup, ago, schedule) ??
    holdsLess(backup, ago, schedule) ??
    keptTooShort(backup, ago, schedule, context) ??
    step(templates.lastBackupCompleted, { name, ago })
  );
}

/** A type that does not exist is the usual reason. */
function empty(name: string, namespace: string, ago: string, schedule: Fields): Step {
  const command = shell`velero backup describe ${name} -n ${namespace}`;
  const { includedResources } = templateOf(schedule);
  const [suggestion] = listOf(includedResources).flatMap(
    (name) => misspeltType(String(name)) ?? [],
  );
  return suggestion === undefined
    ? step(templates.lastBackupEmpty, { name, ago }, { command })
    : step(templates.lastBackupMisspelt, { name, ago, suggestion }, { command });
}

/** The default location may have been another one when it was made. */
function outOfPlace(
  backup: BackupSummary,
  ago: string,
  schedule: Fields,
  { cluster }: Moment,
): Step | undefined {
  const fault = placeFault(backup, cluster);
  if (fault === undefined) return undefined;
  return step(
    templates.lastBackupPlace,
    { name: backup.name, ago, ...fault },
    againCommand(schedule),
  );
}

function againCommand(schedule: Fields): { readonly command: string } {
  const { name, namespace } = metadataOf(schedule);
  return { command: shell`velero backup create --from-schedule ${name} -n ${namespace}` };
}

/** A selector that matches nothing is the usual reason. */
function withoutContents(
  { name, items, spec }: BackupSummary,
  ago: string,
  schedule: Fields,
): Step | undefined {
  return holdsNamespacesAlone(items, spec, templateOf(schedule))
    ? step(templates.lastBackupNamespaces, { name, ago })
    : undefined;
}

function templateOf(schedule: Fields): Fields {
  return fieldsOf(fieldsOf(schedule['spec'])['template']);
}

/** It was made before the Schedule was changed, or by hand. */
function holdsLess({ name, spec }: BackupSummary, ago: string, schedule: Fields): Step | undefined {
  const field = narrowerField(spec, templateOf(schedule));
  if (field === undefined) return undefined;
  return step(templates.lastBackupLess, { name, ago, field }, againCommand(schedule));
}

/** A run was made since, as the Schedule says, and no Backup is left of it. A file may be older than that. */
function tooOld(
  { name, startedAt }: BackupSummary,
  ago: string,
  schedule: Fields,
  context: Moment,
): Step | undefined {
  const missed = startedAt === null ? undefined : runMissedSince(startedAt, schedule, context);
  const isPaused = fieldsOf(schedule['spec'])['paused'] === true;
  if (missed === undefined || isPaused) return undefined;
  const values = { name, ago, due: absoluteTime(missed) };
  if (!context.cluster.isWhole) return step(templates.lastBackupOldseen, values);
  const command = shell`kubectl get backups.velero.io -n ${metadataOf(schedule).namespace}`;
  return step(templates.lastBackupOld, values, { command });
}

/** Each Backup is deleted before the next one is made. */
function keptTooShort(
  { name, startedAt, expiresAt }: BackupSummary,
  ago: string,
  schedule: Fields,
  context: Moment,
): Step | undefined {
  const interval = intervalOf(schedule, context);
  if (startedAt === null || expiresAt === null || interval === undefined) return undefined;
  const kept = expiresAt.getTime() - startedAt.getTime();
  if (kept >= interval && !isGoneBeforeNext(startedAt, expiresAt, schedule, context))
    return undefined;
  return step(templates.lastBackupShort, { name, ago });
}

/** One that runs on weekdays has an interval of days over the weekend. */
function isGoneBeforeNext(
  startedAt: Date,
  expiresAt: Date,
  schedule: Fields,
  context: Moment,
): boolean {
  const [next] = runsOfSchedule(schedule, context, startedAt, 1);
  return next !== undefined && expiresAt < next;
}

function underWay(backup: BackupSummary, schedule: Fields, moment: Moment): Step {
  const { cluster, now } = moment;
  const { namespace } = metadataOf(schedule);
  const { name, phase, startedAt } = backup;
  const values = {
    name,
    phase,
    ago: startedAt === null ? '' : `, ${relativeTime(startedAt, now)}`,
  };
  if (isStuck(backup, cluster, now)) {
    const command = shell`kubectl get pods -n ${namespace}`;
    return step(templates.lastBackupStuck, values, { command });
  }
  // Velero makes no other Backup of the Schedule meanwhile.
  const missed = startedAt === null ? undefined : runMissedSince(startedAt, schedule, moment);
  if (missed === undefined || !cluster.isWhole) return step(templates.lastBackupRunning, values);
  const command = shell`velero backup describe ${name} -n ${namespace}`;
  return step(templates.lastBackupSlow, { ...values, due: absoluteTime(missed) }, { command });
}
