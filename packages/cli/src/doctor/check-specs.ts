import { MAX_LABEL } from '@k8s-backup-target/lint/internal';
import { parseGoDuration } from '@k8s-backup-target/velero';
import { metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import * as templates from '../generated/cluster-templates.js';
import type { DoctorFinding } from '../generated/output.js';
import { valueAt } from '../input/document.js';
import { type Fields, fieldsOf } from '../input/fields.js';
import { backupSpecFaults } from '../judge/backup-spec-faults.js';
import { type ObjectFinding, objectFaults } from '../judge/object-faults.js';
import { shell } from '../output/shell.js';
import { absoluteTime } from '../words/when.js';
import { finding, found } from './finding.js';

type Kind = 'Backup' | 'Schedule';

/** What Velero cannot read of its Schedules and Backups, and what it refuses of each Backup that a Schedule makes. */
export function checkSpecs(
  { schedules, backups }: ClusterFacts,
  veleroVersion: string,
): DoctorFinding[] {
  return [
    ...backups.flatMap((backup) => checkObject(backup, 'Backup', veleroVersion)),
    ...schedules.flatMap((schedule) => [
      ...checkObject(schedule, 'Schedule', veleroVersion),
      ...checkTemplate(schedule, veleroVersion),
    ]),
  ];
}

function checkObject(object: Fields, kind: Kind, veleroVersion: string): DoctorFinding[] {
  // A cluster holds what its API server has stored: what that drops or refuses is not in it any more.
  const { faults } = objectFaults(kind, object, veleroVersion);
  const spec = fieldsOf(object['spec']);
  const { ttl } = kind === 'Backup' ? spec : fieldsOf(spec['template']);
  return [
    ...faults.flatMap((fault) => {
      if (fault.rule === 'duration-unreadable') return [unreadable(object, kind, fault)];
      return fault.rule === 'schedule-name-long' ? [longName(object)] : [];
    }),
    ...negativeTtl(nameOf(object, kind), ttl),
  ];
}

function nameOf(object: Fields, kind: Kind): string {
  return `${kind.toLowerCase()}/${metadataOf(object).name}`;
}

/** It keeps Velero from reading all others of its kind. */
function unreadable(object: Fields, kind: Kind, { path }: ObjectFinding): DoctorFinding {
  const { name, namespace, createdAt } = metadataOf(object);
  const since = createdAt === null ? '' : ` since ${absoluteTime(createdAt)}`;
  const field = path.slice(path.lastIndexOf('/') + 1);
  const value = String(valueAt(object, path));
  const template =
    kind === 'Backup' ? templates.durationUnreadableBackup : templates.durationUnreadableSchedule;
  const command = shell`kubectl delete ${`${kind.toLowerCase()}s.velero.io`} ${name} -n ${namespace}`;
  return finding(template, { field, value, since }, nameOf(object, kind), command);
}

function longName(schedule: Fields): DoctorFinding {
  const values = { count: String(metadataOf(schedule).name.length), limit: String(MAX_LABEL) };
  return finding(templates.scheduleNameLongSchedule, values, nameOf(schedule, 'Schedule'));
}

function negativeTtl(object: string, ttl: unknown): DoctorFinding[] {
  const length = typeof ttl === 'string' ? parseGoDuration(ttl) : undefined;
  if (length === undefined || length >= 0n) return [];
  return [finding(templates.ttlNegativeObject, { ttl: String(ttl) }, object)];
}

/** Each Backup of the Schedule fails validation, or cannot list anything. */
function checkTemplate(schedule: Fields, veleroVersion: string): DoctorFinding[] {
  const template = fieldsOf(fieldsOf(schedule['spec'])['template']);
  const object = nameOf(schedule, 'Schedule');
  const refused = backupSpecFaults(template, veleroVersion).filter(
    ({ severity }) => severity === 'error',
  );
  return refused.map(({ rule, path, message, remedy }) =>
    found(
      {
        rule,
        severity: 'error',
        message: `makes no useful Backup: ${path.slice(1)} ${message}`,
        remedy,
      },
      object,
    ),
  );
}
