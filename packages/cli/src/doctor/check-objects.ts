import { parseGoDuration } from '@k8s-backup-target/velero';
import { type Moment, overdueRun } from '../cluster/overdue.js';
import { failureCommand, lastBackup, metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import { judgeCron } from '../velero/cron.js';
import { absoluteTime } from '../words/when.js';
import { type DoctorFinding, finding } from './finding.js';

/** Checks that there is a place to write backups to. */
export function checkStorage({ storageLocations, isWhole }: ClusterFacts): DoctorFinding[] {
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
  return storageLocations.map(checkLocation);
}

function checkLocation(location: Fields): DoctorFinding {
  const object = `backupstoragelocation/${metadataOf(location).name}`;
  const { phase, message } = fieldsOf(location['status']);
  const spec = fieldsOf(location['spec']);
  if (phase !== 'Available') {
    const why = textOf(message) ?? 'Velero has not said why';
    return finding(
      'error',
      'storage-location',
      object,
      `is ${textOf(phase) ?? 'not checked yet'}: ${why}`,
    );
  }
  if (spec['accessMode'] === 'ReadOnly') {
    return finding('warning', 'storage-location', object, 'is read-only: no Backup can use it');
  }
  const isDefault = spec['default'] === true ? ', the default' : '';
  return finding('ok', 'storage-location', object, `is available${isDefault}`);
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
      ...checkLastBackup(schedule, object, moment),
    ];
  });
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
    const message = `has left out its run of ${absoluteTime(due)}: does Velero run?`;
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
