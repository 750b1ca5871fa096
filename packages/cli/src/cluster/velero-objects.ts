import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import { foundBy, indexBy } from './indexed.js';

/** The part of an object's metadata that is read. */
export interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Fields;
  readonly annotations: Fields;
  readonly createdAt: Date | null;
}

/** Reads the metadata of an object of Kubernetes, whatever it holds. */
export function metadataOf(object: Fields): Metadata {
  const metadata = fieldsOf(object['metadata']);
  return {
    name: textOf(metadata['name']) ?? '',
    namespace: textOf(metadata['namespace']) ?? '',
    labels: fieldsOf(metadata['labels']),
    annotations: fieldsOf(metadata['annotations']),
    createdAt: dateOf(metadata['creationTimestamp']),
  };
}

/** A Backup of a Schedule, as far as a person wants to know. */
export interface BackupSummary {
  readonly name: string;
  /** `Completed`, `PartiallyFailed`, ...; `New` before Velero has looked at it. */
  readonly phase: string;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly errors: number;
  readonly warnings: number;
  readonly failure: string | null;
  /** When Velero deletes it; null before it has said so. */
  readonly expiresAt: Date | null;
  /** How many objects it saved; null where Velero has not counted them. */
  readonly items: number | null;
  /** How many snapshots of volumes it began and does not have: their data is not saved. */
  readonly missingSnapshots: number;
}

const UNDER_WAY: readonly string[] = [
  'New',
  'Queued',
  'ReadyToStart',
  'InProgress',
  'WaitingForPluginOperations',
  'Finalizing',
  'Deleting',
];

/** True while how a Backup ends is not known. */
export function isUnderWay({ phase }: BackupSummary): boolean {
  return UNDER_WAY.includes(phase);
}

/** True of a Backup that has ended well, holds something, and that Velero has not deleted. */
export function isGood(backup: BackupSummary, now: Date): boolean {
  return backup.phase === 'Completed' && backup.items !== 0 && !hasExpired(backup, now);
}

/** True from when Velero deletes a Backup. */
export function hasExpired({ expiresAt }: BackupSummary, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() < now.getTime();
}

const HOUR_MS = 3_600_000;
/** Velero starts a Backup that it has seen within minutes. */
const NEW_FOR_MS = HOUR_MS;
/** Velero gives up on volumes after 4 hours; some time later, one that goes on does so without a server. */
const UNDER_WAY_FOR_MS = 12 * HOUR_MS;

/** True for a Backup that is under way for longer than Velero lets one be: nothing goes on with it. */
export function isStuck(backup: BackupSummary, now: Date): boolean {
  const { phase, startedAt } = backup;
  if (!isUnderWay(backup) || startedAt === null) return false;
  const age = now.getTime() - startedAt.getTime();
  return age > (phase === 'New' ? NEW_FOR_MS : UNDER_WAY_FOR_MS);
}

/** The command that shows why a Backup failed: one that fails validation has no log. */
export function failureCommand({ name, phase }: BackupSummary, namespace: string): string {
  return phase === 'FailedValidation'
    ? shell`velero backup describe ${name} -n ${namespace}`
    : shell`velero backup logs ${name} -n ${namespace}`;
}

/** The newest Backup that a Schedule made; undefined where there is none. */
export function lastBackup(schedule: Fields, cluster: ClusterFacts): BackupSummary | undefined {
  return backupsOf(schedule, cluster)[0];
}

/** Labels by which a Backup that was made by hand names its target, as a Schedule does. */
const TARGET_LABELS = ['app', 'endpoint', 'model'];

/** The Backups of a Schedule, the newest first: those that it made, and those of its target made by hand. */
export function backupsOf(schedule: Fields, { backups }: ClusterFacts): readonly BackupSummary[] {
  const { name, namespace, labels } = metadataOf(schedule);
  const keys = [madeKey(namespace, name), ...targetKeys(namespace, labels)];
  return foundBy(BY_MAKER, backups, keys)
    .map(summaryOf)
    .sort((one, other) => timeOf(other.startedAt) - timeOf(one.startedAt));
}

const BY_MAKER = indexBy((backup) => {
  const { namespace, labels } = metadataOf(backup);
  const made = labels['velero.io/schedule-name'];
  return made === undefined ? targetKeys(namespace, labels) : [madeKey(namespace, made)];
});

function madeKey(namespace: unknown, schedule: unknown): string {
  return `made ${JSON.stringify([namespace, schedule])}`;
}

/** No key for an object that lacks one of the labels. */
function targetKeys(namespace: unknown, labels: Fields): readonly string[] {
  const values = TARGET_LABELS.map((key) => labels[key]);
  return values.includes(undefined) ? [] : [`target ${JSON.stringify([namespace, values])}`];
}

function timeOf(date: Date | null): number {
  return date?.getTime() ?? 0;
}

/** Reads what a person wants to know of a Backup. */
export function summaryOf(backup: Fields): BackupSummary {
  const status = fieldsOf(backup['status']);
  const { name, createdAt } = metadataOf(backup);
  return {
    name,
    phase: textOf(status['phase']) ?? 'New',
    startedAt: dateOf(status['startTimestamp']) ?? createdAt,
    completedAt: dateOf(status['completionTimestamp']),
    errors: Number(status['errors'] ?? 0),
    warnings: Number(status['warnings'] ?? 0),
    failure:
      textOf(status['failureReason']) ??
      (listOf(status['validationErrors']).map(String).join('; ') || null),
    expiresAt: dateOf(status['expiration']),
    items: countOf(fieldsOf(status['progress'])['itemsBackedUp']),
    missingSnapshots:
      missingIn(status, 'volumeSnapshots') + missingIn(status, 'csiVolumeSnapshots'),
  };
}

/** Velero counts the snapshots that it began and those that it has; it leaves out what is zero. */
function missingIn(status: Fields, kind: string): number {
  const attempted = countOf(status[`${kind}Attempted`]) ?? 0;
  return Math.max(0, attempted - (countOf(status[`${kind}Completed`]) ?? 0));
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** An RFC 3339 time; null for anything else. */
export function dateOf(value: unknown): Date | null {
  const date = typeof value === 'string' ? new Date(value) : null;
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}
