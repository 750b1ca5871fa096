import { parseGoDuration } from '@k8s-backup-target/velero';
import { intervalOf, type Moment, overdueRun } from '../cluster/overdue.js';
import {
  locationHealth,
  storageHealth,
  storageOf,
  validationErrors,
} from '../cluster/velero-health.js';
import { failureCommand, lastBackup, metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import { judgeCron } from '../velero/cron.js';
import { absoluteTime } from '../words/when.js';
import { type DoctorFinding, finding } from './finding.js';

/** Checks that there is a place to write backups to. */
export function checkStorage(
  { storageLocations, isWhole }: ClusterFacts,
  now: Date,
): DoctorFinding[] {
  if (storageLocations.length === 0 && isWhole) {
    return [
      finding(
        'error',
        'storage-location',
        null,
        'there is no BackupStorageLocation: no Backup can run',
        {
          remedy: 'Make one, and mark it as default.',
        },
      ),
    ];
  }
  const defaults = storageLocations.filter((one) => fieldsOf(one['spec'])['default'] === true);
  const found = storageLocations.map((one) => checkLocation(one, isWhole, now));
  if (defaults.length < 2) return found;
  const names = defaults.map((one) => metadataOf(one).name).join(' and ');
  const message = `${names} are all marked as default: Velero takes any of them`;
  return [...found, finding('error', 'storage-location', null, message)];
}

function checkLocation(location: Fields, isLive: boolean, now: Date): DoctorFinding {
  const { name } = metadataOf(location);
  const object = `backupstoragelocation/${name}`;
  const { state, detail, command } = locationHealth(location, isLive, now);
  const message = detail.replace(`${name} `, '');
  const extra = command === undefined ? {} : { command };
  if (state === 'failed') return finding('error', 'storage-location', object, message, extra);
  const isDefault = fieldsOf(location['spec'])['default'] === true ? ', the default' : '';
  return finding('ok', 'storage-location', object, `${message}${isDefault}`);
}

/** Backups that failed, of a Schedule that was not given: nothing else names them. */
export function checkLooseBackups({ backups, schedules }: ClusterFacts): DoctorFinding[] {
  const known = new Set(schedules.map((schedule) => metadataOf(schedule).name));
  return backups.flatMap((backup) => {
    const { name, namespace, labels } = metadataOf(backup);
    const schedule = textOf(labels['velero.io/schedule-name']);
    if (schedule !== undefined && known.has(schedule)) return [];
    const { phase, failureReason } = fieldsOf(backup['status']);
    if (typeof phase !== 'string' || !/Failed/.test(phase)) return [];
    const why = textOf(failureReason) ?? validationErrors(backup);
    const command = shell`velero backup describe ${name} -n ${namespace}`;
    const message = `is ${phase}${why === '' ? '' : `: ${why}`}`;
    return [finding('error', 'last-backup', `backup/${name}`, message, { command })];
  });
}

/** Objects whose ttl Velero cannot read: they keep it from reading all others of their kind. */
export function checkTtls({ schedules, backups }: ClusterFacts): DoctorFinding[] {
  return [
    ...backups.flatMap((backup) => checkTtl(backup, 'backup', fieldsOf(backup['spec'])['ttl'])),
    ...schedules.flatMap((schedule) =>
      checkTtl(schedule, 'schedule', fieldsOf(fieldsOf(schedule['spec'])['template'])['ttl']),
    ),
  ];
}

const HARM: Readonly<Record<'backup' | 'schedule', string>> = {
  backup: 'no Backup is processed while it is there',
  schedule: 'no new Schedule is taken up, and after its next restart Velero does not run at all',
};

function checkTtl(object: Fields, kind: 'backup' | 'schedule', ttl: unknown): DoctorFinding[] {
  if (ttl === undefined || ttl === null) return [];
  const length = typeof ttl === 'string' ? parseGoDuration(ttl) : undefined;
  const { name, namespace, createdAt } = metadataOf(object);
  if (length !== undefined) return length < 0n ? [negativeTtl(`${kind}/${name}`, ttl)] : [];
  const since = createdAt === null ? '' : ` since ${absoluteTime(createdAt)}`;
  const message = `has the ttl ${JSON.stringify(ttl)}, which Velero cannot read${since}: ${HARM[kind]}`;
  return [
    finding('error', 'duration-unreadable', `${kind}/${name}`, message, {
      remedy: 'Remove it; then make it again with hours, such as 720h0m0s.',
      command: shell`kubectl delete ${`${kind}s.velero.io`} ${name} -n ${namespace}`,
    }),
  ];
}

function negativeTtl(object: string, ttl: unknown): DoctorFinding {
  const message = `has the ttl ${JSON.stringify(ttl)}: what it makes expires at once, and Velero deletes it`;
  return finding('error', 'ttl-negative', object, message, {
    remedy: 'Write how long to keep it, such as 720h0m0s.',
  });
}

/** Checks that each Schedule fires, and how its last Backup ended. */
export function checkSchedules(moment: Moment): DoctorFinding[] {
  const { cluster, veleroVersion } = moment;
  return cluster.schedules.flatMap((schedule) => {
    const object = `schedule/${metadataOf(schedule).name}`;
    return [
      ...checkPhase(schedule, object),
      ...checkCron(schedule, object, veleroVersion),
      ...checkPlace(schedule, object, moment),
      ...checkKept(schedule, object, moment),
      ...checkLastBackup(schedule, object, moment),
    ];
  });
}

/** A location that a Schedule names; the default one has a finding of its own. */
function checkPlace(schedule: Fields, object: string, { cluster, now }: Moment): DoctorFinding[] {
  const wanted = storageOf(schedule);
  if (wanted === undefined) return [];
  const { state, detail } = storageHealth(cluster, wanted, now);
  return state === 'failed'
    ? [finding('error', 'storage-location', object, `cannot back up: ${detail}`)]
    : [];
}

/** Each Backup is deleted before the next one is made. */
function checkKept(schedule: Fields, object: string, moment: Moment): DoctorFinding[] {
  const { ttl } = fieldsOf(fieldsOf(schedule['spec'])['template']);
  const kept = typeof ttl === 'string' ? parseGoDuration(ttl) : undefined;
  const interval = intervalOf(schedule, moment);
  if (kept === undefined || kept <= 0n || interval === undefined) return [];
  if (kept / 1_000_000n >= BigInt(interval)) return [];
  const message = `keeps its Backups for ${String(ttl)}, less than the time between two runs: in between there is none`;
  return [
    finding('warning', 'ttl-below-interval', object, message, {
      remedy: 'Set a longer ttl, or run it more often.',
    }),
  ];
}

function checkPhase(schedule: Fields, object: string): DoctorFinding[] {
  const { phase, validationErrors } = fieldsOf(schedule['status']);
  const isPaused = fieldsOf(schedule['spec'])['paused'] === true;
  if (phase === 'FailedValidation') {
    const errors = listOf(validationErrors).map(String).join('; ');
    return [finding('error', 'schedule-refused', object, `is refused by Velero: ${errors}`)];
  }
  return isPaused ? [finding('warning', 'schedule-paused', object, 'is paused')] : [];
}

/** An expression that never fires makes Velero start a backup each minute. */
function checkCron(schedule: Fields, object: string, veleroVersion: string): DoctorFinding[] {
  const cron = textOf(fieldsOf(schedule['spec'])['schedule']) ?? '';
  const { issues, warnings } = judgeCron(cron, veleroVersion);
  const [issue] = issues;
  if (issue !== undefined) {
    const what = cron === '' ? 'no schedule' : `the schedule ${cron}, which ${issue.message}`;
    return [finding('error', issue.rule, object, `has ${what}`)];
  }
  const isEachMinute =
    /^(?:(?:CRON_)?TZ=\S+\s+)?\*(?:\/1)?(?:\s+\*){4}$/.test(cron.trim()) ||
    warnings.some(({ rule }) => rule === 'cron-every-minute');
  return isEachMinute
    ? [
        finding(
          'warning',
          'cron-every-minute',
          object,
          `has the schedule ${cron}: a backup each minute`,
        ),
      ]
    : [];
}

function checkLastBackup(schedule: Fields, object: string, moment: Moment): DoctorFinding[] {
  const backup = lastBackup(schedule, moment.cluster);
  const due = overdueRun(schedule, backup, moment);
  if (due !== undefined) {
    const message = `missed its run at ${absoluteTime(due)}; is Velero running?`;
    const { namespace } = metadataOf(schedule);
    const command = shell`kubectl get pods -n ${namespace}`;
    return [finding('error', 'schedule-overdue', object, message, { command })];
  }
  if (backup === undefined || !/Failed/.test(backup.phase)) return [];
  const { name, phase, failure, errors } = backup;
  const why = failure ?? `${errors} errors`;
  const { namespace } = metadataOf(schedule);
  const command = failureCommand(backup, namespace);
  return [
    finding('error', 'last-backup', object, `its last Backup ${name} is ${phase}: ${why}`, {
      command,
    }),
  ];
}
