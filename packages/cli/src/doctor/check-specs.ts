import { MAX_LABEL } from '@k8s-backup-target/lint/internal';
import { parseGoDuration } from '@k8s-backup-target/velero';
import { metadataOf } from '../cluster/velero-objects.js';
import type { ClusterFacts } from '../facts/facts.js';
import * as templates from '../generated/cluster-templates.js';
import type { DoctorFinding } from '../generated/output.js';
import { valueAt } from '../input/document.js';
import { type Fields, fieldsOf } from '../input/fields.js';
import { backupSpecFaults } from '../judge/backup-spec-faults.js';
import { notJudged } from '../judge/not-judged.js';
import { type ObjectFinding, objectFaults } from '../judge/object-faults.js';
import { policyName } from '../judge/references.js';
import { trapOf } from '../judge/spec-traps.js';
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

/**
 * What is wrong with each Backup that the Schedule makes: an error where it fails validation or cannot list anything, a
 * warning where it saves other things than it seems to; and what nothing here judges.
 */
function checkTemplate(schedule: Fields, veleroVersion: string): DoctorFinding[] {
  const template = fieldsOf(fieldsOf(schedule['spec'])['template']);
  const object = nameOf(schedule, 'Schedule');
  const faults = [
    ...backupSpecFaults(template, veleroVersion),
    ...notJudged(template),
    ...policy(template),
  ];
  return faults.map(({ rule, severity, path, message, remedy }) => {
    const said = [path.slice(1), message].filter((part) => part !== '').join(' ');
    const effect = severity === 'error' ? `makes no useful Backup: ${said}` : said;
    return found({ rule, severity, message: effect, remedy }, object);
  });
}

/** Only Velero's own objects are read here, no ConfigMaps. */
function policy({ resourcePolicy }: Fields): ObjectFinding[] {
  const name = policyName(resourcePolicy);
  return name === undefined ? [] : [trapOf(templates.notJudgedPolicy, '/resourcePolicy', { name })];
}
