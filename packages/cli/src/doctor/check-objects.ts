import { parseGoDuration } from '@k8s-backup-target/velero';
import { intervalOf, type Moment, overdueRun } from '../cluster/overdue.js';
import {
  locationHealth,
  storageHealth,
  storageOf,
  validationErrors,
  whyNotRead,
} from '../cluster/velero-health.js';
import {
  type BackupSummary,
  failureCommand,
  isStuck,
  lastBackup,
  metadataOf,
  summaryOf,
} from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import { judgeCron } from '../velero/cron.js';
import { absoluteTime, relativeTime } from '../words/when.js';
import { type DoctorFinding, finding } from './finding.js';

/** Checks that there is a place to write backups to. */
export function checkStorage(cluster: ClusterFacts, now: Date): DoctorFinding[] {
  const { storageLocations, isWhole } = cluster;
  const forbidden = whyNotRead(cluster, 'backupstoragelocations');
  if (forbidden !== undefined) return [finding('warning', 'storage-location', null, forbidden)];
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

/** Backups that failed or got stuck, of a Schedule that was not given: nothing else names them. */
export function checkLooseBackups(
  { backups, schedules }: ClusterFacts,
  now: Date,
): DoctorFinding[] {
  const known = new Set(schedules.map((schedule) => metadataOf(schedule).name));
  return backups.flatMap((backup) => {
    const { name, namespace, labels } = metadataOf(backup);
    const schedule = textOf(labels['velero.io/schedule-name']);
    if (schedule !== undefined && known.has(schedule)) return [];
    const { phase, failureReason } = fieldsOf(backup['status']);
    if (isStuck(summaryOf(backup), now)) return [stuck(backup)];
    if (typeof phase !== 'string' || !/Failed/.test(phase)) return [];
    const why = textOf(failureReason) ?? validationErrors(backup);
    const command = shell`velero backup describe ${name} -n ${namespace}`;
    const message = `is ${phase}${why === '' ? '' : `: ${why}`}`;
    return [finding('error', 'last-backup', `backup/${name}`, message, { command })];
  });
}

function stuck(backup: Fields): DoctorFinding {
  const { name, namespace, createdAt } = metadataOf(backup);
  const since = createdAt === null ? '' : `, made at ${absoluteTime(createdAt)}`;
  const message = `is ${summaryOf(backup).phase}${since}: Velero does nothing with it`;
  return finding('error', 'backup-stuck', `backup/${name}`, message, {
    remedy: 'See whether Velero runs; after its restart it ends what was under way as Failed.',
    command: shell`kubectl get pods -n ${namespace}`,
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

/** In nanoseconds, as Go counts. */
const HOUR = 3_600_000_000_000n;

function keptBriefly(ttl: string, object: string): DoctorFinding {
  const message = `keeps its Backups for ${ttl}: Velero deletes what has expired once an hour, so they stay for longer`;
  return finding('warning', 'ttl-below-collection', object, message, {
    remedy: 'Set a ttl of hours, or expect each Backup to stay for up to an hour more.',
  });
}

/** Each Backup is deleted before the next one is made. */
function checkKept(schedule: Fields, object: string, moment: Moment): DoctorFinding[] {
  const { ttl } = fieldsOf(fieldsOf(schedule['spec'])['template']);
  const kept = typeof ttl === 'string' ? parseGoDuration(ttl) : undefined;
  const interval = intervalOf(schedule, moment);
  if (kept === undefined || kept <= 0n) return [];
  if (kept < HOUR) return [keptBriefly(String(ttl), object)];
  if (interval === undefined) return [];
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

/** Velero starts no Backup of a Schedule while another one of it is under way. */
function blockedBy(
  { name, phase, startedAt }: BackupSummary,
  object: string,
  { now }: Moment,
  schedule: Fields,
): DoctorFinding {
  const since = startedAt === null ? '' : ` since ${relativeTime(startedAt, now)}`;
  const message = `makes no Backup: ${name} is ${phase}${since}, and Velero starts no other of a Schedule meanwhile`;
  const { namespace } = metadataOf(schedule);
  return finding('error', 'backup-stuck', object, message, {
    remedy: 'Restart Velero, which ends such a Backup as Failed, or delete the Backup.',
    command: shell`kubectl rollout restart deployment velero -n ${namespace}`,
  });
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
  if (backup === undefined) return [];
  if (isStuck(backup, moment.now)) return [blockedBy(backup, object, moment, schedule)];
  if (!/Failed/.test(backup.phase)) return [];
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
