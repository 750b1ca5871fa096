import { intervalOf, type Moment, overdueRun } from '../cluster/overdue.js';
import {
  type BackupSummary,
  backupsOf,
  dateOf,
  failureCommand,
  hasExpired,
  isGood,
  isStuck,
  isUnderWay,
  metadataOf,
} from '../cluster/velero-objects.js';
import { type Fields, fieldsOf } from '../input/fields.js';
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
  return backupsStep(schedule, { ...context, cluster });
}

/** Judges the Backups of a Schedule by the last one. */
export function backupsStep(schedule: Fields, moment: Moment): Step {
  const [backup] = backupsOf(schedule, moment.cluster);
  const { namespace } = metadataOf(schedule);
  const due = overdueRun(schedule, backup, moment);
  if (due !== undefined) return overdue(backup, due, namespace);
  if (backup === undefined) return noneYet(schedule, moment);
  return ended(backup, namespace, schedule, moment);
}

/** A file with Schedules alone does not tell that there is no Backup. */
function noneYet(schedule: Fields, context: Moment): Step {
  const { lastBackup } = fieldsOf(schedule['status']);
  const created = metadataOf(schedule).createdAt;
  const interval = intervalOf(schedule, context) ?? 0;
  const isOld = created !== null && context.now.getTime() - created.getTime() > interval + HOUR_MS;
  if (!context.cluster.isWhole && (isOld || dateOf(lastBackup) !== null)) {
    return step(NAME, 'unknown', 'no Backup of the Schedule was given');
  }
  const made = dateOf(lastBackup);
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

function ended(backup: BackupSummary, namespace: string, schedule: Fields, context: Moment): Step {
  const { name, phase, startedAt, errors, failure } = backup;
  const { now } = context;
  const when = startedAt === null ? '' : `, ${relativeTime(startedAt, now)}`;
  if (isUnderWay(backup)) return underWay(backup, namespace, when, now);
  if (phase === 'Completed') return completed(backup, namespace, when, schedule, context);
  const why = failure ?? (errors > 0 ? `${errors} errors` : 'no reason given');
  return step(NAME, 'failed', `${name} is ${phase}${when}: ${why}`, {
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
      remedy: 'See what the target selects with `kbt preview`.',
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
    keptTooShort(backup, when, schedule, context) ?? step(NAME, 'ok', `${name} completed${when}`)
  );
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

function underWay(backup: BackupSummary, namespace: string, when: string, now: Date): Step {
  const { name, phase } = backup;
  if (!isStuck(backup, now)) return step(NAME, 'waiting', `${name} is ${phase}${when}`);
  return step(
    NAME,
    'failed',
    `${name} is ${phase}${when}: while it is, Velero starts no other of its Schedule`,
    {
      remedy: 'See whether Velero runs; after its restart it ends such a Backup as Failed.',
      command: shell`kubectl get pods -n ${namespace}`,
    },
  );
}
