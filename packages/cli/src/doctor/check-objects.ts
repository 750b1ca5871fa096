import { cronEveryMinuteMinute } from '@k8s-backup-target/lint/internal';
import { type Moment, overdueRun } from '../cluster/overdue.js';
import { serverOption } from '../cluster/server-options.js';
import { judgeSnapshotLocations, snapshotsOf } from '../cluster/snapshot-health.js';
import {
  locationHealth,
  storageHealth,
  storageOf,
  validationErrors,
  whyNotRead,
} from '../cluster/velero-health.js';
import {
  type BackupSummary,
  backupsOf,
  blockingBackup,
  isStuck,
  isUnderWay,
  metadataOf,
  summaryOf,
  whyFailed,
} from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import * as templates from '../generated/cluster-templates.js';
import type { DoctorFinding } from '../generated/output.js';
import * as steps from '../generated/step-templates.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { keptFaults } from '../judge/kept.js';
import { shell } from '../output/shell.js';
import { judgeCron } from '../velero/cron.js';
import { backupsStep } from '../why/last-backup-step.js';
import { absoluteTime, relativeTime } from '../words/when.js';
import { finding, found } from './finding.js';

/** Checks that there is a place to write backups to. */
export function checkStorage(cluster: ClusterFacts, now: Date): DoctorFinding[] {
  const { storageLocations, isWhole } = cluster;
  const reason = whyNotRead(cluster, 'backupstoragelocations');
  if (reason !== undefined) return [finding(templates.storageLocationForbidden, { reason }, null)];
  if (storageLocations.length === 0 && isWhole) {
    return [finding(templates.storageLocationNone, {}, null)];
  }
  const defaults = storageLocations.filter((one) => fieldsOf(one['spec'])['default'] === true);
  const each = storageLocations.flatMap((one) => checkLocation(one, cluster, now));
  if (defaults.length < 2) return each;
  const names = defaults.map((one) => metadataOf(one).name).join(' and ');
  return [...each, finding(templates.storageLocationSeveral, { names }, null)];
}

function checkLocation(location: Fields, cluster: ClusterFacts, now: Date): DoctorFinding[] {
  const { verdict, command } = locationHealth(location, cluster, now);
  const object = `backupstoragelocation/${metadataOf(location).name}`;
  return verdict === undefined ? [] : [found(verdict, object, command)];
}

/** Backups that failed or got stuck, of a Schedule that was not given: nothing else names them. */
export function checkLooseBackups(cluster: ClusterFacts, now: Date): DoctorFinding[] {
  const { backups, schedules } = cluster;
  const known = new Set(schedules.map((schedule) => metadataOf(schedule).name));
  return backups.flatMap((backup) => {
    const { name, namespace, labels } = metadataOf(backup);
    const schedule = textOf(labels['velero.io/schedule-name']);
    if (schedule !== undefined && known.has(schedule)) return [];
    const { phase, failureReason } = fieldsOf(backup['status']);
    if (isStuck(summaryOf(backup), cluster, now)) return [stuck(backup)];
    if (typeof phase !== 'string' || !/Failed/.test(phase)) return [];
    const why = textOf(failureReason) ?? validationErrors(backup);
    const command = shell`velero backup describe ${name} -n ${namespace}`;
    const object = `backup/${name}`;
    return why === ''
      ? [finding(steps.lastBackupPhase, { phase }, object, command)]
      : [finding(steps.lastBackupLoose, { phase, reason: why }, object, command)];
  });
}

function stuck(backup: Fields): DoctorFinding {
  const { name, namespace, createdAt } = metadataOf(backup);
  const since = createdAt === null ? '' : `, made at ${absoluteTime(createdAt)}`;
  const values = { phase: summaryOf(backup).phase, since };
  const command = shell`kubectl get pods -n ${namespace}`;
  return finding(templates.backupStuckBackup, values, `backup/${name}`, command);
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
      ...checkSnapshotPlaces(schedule, object, moment),
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
    ? [finding(templates.storageLocationSchedule, { reason: detail }, object)]
    : [];
}

/** Velero wants one location for the snapshots of each provider. */
function checkSnapshotPlaces(
  schedule: Fields,
  object: string,
  { cluster }: Moment,
): DoctorFinding[] {
  const { namespace } = metadataOf(schedule);
  const { faults } = judgeSnapshotLocations(cluster, namespace, snapshotsOf(schedule));
  const command = shell`kubectl get volumesnapshotlocations.velero.io -n ${namespace}`;
  return faults.map(({ rule, message, remedy }) =>
    found(
      { rule, severity: 'error', message: `makes no Backup: ${message}`, remedy },
      object,
      command,
    ),
  );
}

/** What a Backup meets that names no location for its snapshots, as one that is made by hand. */
export function checkSnapshotStorage(cluster: ClusterFacts): DoctorFinding[] {
  const reason = whyNotRead(cluster, 'volumesnapshotlocations');
  if (reason !== undefined) return [warningOf(reason)];
  const namespaces = new Set(cluster.snapshotLocations.map((one) => metadataOf(one).namespace));
  return [...namespaces].flatMap((namespace) => {
    const { faults, unknown } = judgeSnapshotLocations(cluster, namespace, []);
    return [
      ...faults.map((fault) => found({ ...fault, severity: 'warning' }, null)),
      ...(unknown === undefined ? [] : [warningOf(unknown)]),
    ];
  });
}

function warningOf(message: string): DoctorFinding {
  return found({ rule: 'snapshot-location', severity: 'warning', message }, null);
}

/** Each Backup is deleted before the next one is made. */
function checkKept(
  schedule: Fields,
  object: string,
  { cluster, now, veleroVersion }: Moment,
): DoctorFinding[] {
  const spec = fieldsOf(schedule['spec']);
  const { ttl } = fieldsOf(spec['template']);
  const serverDefault = serverOption(cluster.deployments, 'default-backup-ttl');
  const cron = textOf(spec['schedule']) ?? '';
  const faults = keptFaults({ ttl, serverDefault, cron, from: now, veleroVersion });
  return faults.map((fault) => found(fault, object));
}

function checkPhase(schedule: Fields, object: string): DoctorFinding[] {
  const { phase, validationErrors } = fieldsOf(schedule['status']);
  const isPaused = fieldsOf(schedule['spec'])['paused'] === true;
  if (phase === 'FailedValidation') {
    const errors = listOf(validationErrors).map(String).join('; ');
    return [finding(templates.scheduleRefusedPhase, { errors }, object)];
  }
  return isPaused ? [finding(templates.schedulePausedPaused, {}, object)] : [];
}

/** An expression that never fires makes Velero start a backup each minute. */
function checkCron(schedule: Fields, object: string, veleroVersion: string): DoctorFinding[] {
  const cron = textOf(fieldsOf(schedule['spec'])['schedule']) ?? '';
  const { issues, isEachMinute } = judgeCron(cron, veleroVersion);
  const [issue] = issues;
  if (issue !== undefined) {
    const what = cron === '' ? 'no schedule' : `the schedule ${cron}, which ${issue.message}`;
    return [found({ ...issue, severity: 'error', message: `has ${what}` }, object)];
  }
  return isEachMinute ? [finding(cronEveryMinuteMinute, { cron }, object)] : [];
}

/** Velero starts no Backup of a Schedule while another one of it is under way. */
function blockedBy(
  { name, phase, startedAt }: BackupSummary,
  object: string,
  { now }: Moment,
  schedule: Fields,
): DoctorFinding {
  const since = startedAt === null ? '' : ` since ${relativeTime(startedAt, now)}`;
  const { namespace } = metadataOf(schedule);
  const command = shell`kubectl rollout restart deployment velero -n ${namespace}`;
  const values = { backup: name, phase, since };
  return finding(templates.backupStuckSchedule, values, object, command);
}

function checkLastBackup(schedule: Fields, object: string, moment: Moment): DoctorFinding[] {
  const due = overdueRun(schedule, moment);
  if (due !== undefined) {
    const { namespace } = metadataOf(schedule);
    const command = shell`kubectl get pods -n ${namespace}`;
    return [finding(templates.scheduleOverdueMissed, { due: absoluteTime(due) }, object, command)];
  }
  const blocking = blockingBackup(schedule, moment.cluster, moment.now);
  if (blocking !== undefined) return [blockedBy(blocking, object, moment, schedule)];
  const { state, detail, command } = backupsStep(schedule, moment);
  if (state !== 'failed') return [];
  const last = backupsOf(schedule, moment.cluster).find((backup) => !isUnderWay(backup));
  if (last === undefined || !/Failed/.test(last.phase)) {
    return [finding(steps.lastBackupUnfit, { detail }, object, command)];
  }
  const { name, phase } = last;
  const values = { name, phase, reason: whyFailed(last) };
  return [finding(steps.lastBackupFailed, values, object, command)];
}
