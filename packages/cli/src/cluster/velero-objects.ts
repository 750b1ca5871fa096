import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import { foundBy, indexBy } from './indexed.js';

/** The part of an object's metadata that is read. */
export interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Fields;
  readonly annotations: Fields;
  readonly createdAt: Date | null;
  /** True of an object that is deleted as soon as its finalizers have run. */
  readonly isLeaving: boolean;
  /** Counts the changes of what is wanted of it; 0 where the server does not count them. */
  readonly generation: number;
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
    isLeaving: dateOf(metadata['deletionTimestamp']) !== null,
    generation: countOf(metadata['generation']) ?? 0,
  };
}

/** A Backup of a Schedule, as far as a person wants to know. */
export interface BackupSummary {
  readonly name: string;
  /** `Completed`, `PartiallyFailed`, ...; `New` before Velero has looked at it. */
  readonly phase: string;
  /** When the object came into the cluster. */
  readonly createdAt: Date | null;
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
  /** True of an object that goes as soon as its finalizers have run. */
  readonly isLeaving: boolean;
  /** True if its Schedule made it; false of one that was made by hand. */
  readonly isScheduled: boolean;
  readonly spec: Fields;
}

/** While a Backup is in one of these, Velero makes no other one of its Schedule. */
const BLOCKING: readonly string[] = ['New', 'InProgress'];

const UNDER_WAY: readonly string[] = [
  ...BLOCKING,
  'Queued',
  'ReadyToStart',
  'WaitingForPluginOperations',
  'Finalizing',
];

/** Of a Backup in this phase nothing may be left. */
const DELETING = 'Deleting';

/** True while how a Backup ends is not known. */
export function isUnderWay({ phase }: BackupSummary): boolean {
  return UNDER_WAY.includes(phase);
}

/** True of a Backup that Velero, or somebody else, deletes. */
export function isBeingDeleted({ phase, isLeaving }: BackupSummary): boolean {
  return phase === DELETING || isLeaving;
}

/** True of a Backup that Velero has copied from the storage location: another cluster may have made it. */
export function isCopied({ createdAt, completedAt }: BackupSummary): boolean {
  return createdAt !== null && completedAt !== null && createdAt > completedAt;
}

/** True of a Backup that has ended well, holds something, and that Velero has not deleted. */
export function isGood(backup: BackupSummary, now: Date): boolean {
  const { phase, items, isLeaving } = backup;
  return phase === 'Completed' && items !== 0 && !isLeaving && !hasExpired(backup, now);
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

/** True for a Backup that is under way for longer than Velero lets one be: Velero does nothing with it. */
export function isStuck(backup: BackupSummary, cluster: ClusterFacts, now: Date): boolean {
  const waits = backup.phase === 'New' && !isBusy(cluster, now);
  return isUnderWay(backup) && ageOf(backup, now) > (waits ? NEW_FOR_MS : UNDER_WAY_FOR_MS);
}

/** Velero makes one Backup after the other: while it makes one, the others wait. */
function isBusy({ backups }: ClusterFacts, now: Date): boolean {
  const known = BUSY.get(backups);
  if (known !== undefined) return known;
  const found = backups
    .map(summaryOf)
    .some((one) => one.phase === 'InProgress' && ageOf(one, now) <= UNDER_WAY_FOR_MS);
  BUSY.set(backups, found);
  return found;
}

/** Thousands of Backups may ask. */
const BUSY = new WeakMap<readonly Fields[], boolean>();

function ageOf({ startedAt }: BackupSummary, now: Date): number {
  return startedAt === null ? 0 : now.getTime() - startedAt.getTime();
}

/** The Backup of a Schedule that is stuck, and while it is, Velero makes no other one; undefined where none is. */
export function blockingBackup(
  schedule: Fields,
  cluster: ClusterFacts,
  now: Date,
): BackupSummary | undefined {
  return backupsOf(schedule, cluster).find(
    (backup) =>
      backup.isScheduled && BLOCKING.includes(backup.phase) && isStuck(backup, cluster, now),
  );
}

/** Why a Backup failed, as far as the cluster says. */
export function whyFailed({ failure, errors }: BackupSummary): string {
  return failure ?? (errors > 0 ? `${errors} errors` : 'no reason given');
}

/** The command that shows why a Backup failed: one that fails validation has no log. */
export function failureCommand({ name, phase }: BackupSummary, namespace: string): string {
  return phase === 'FailedValidation'
    ? shell`velero backup describe ${name} -n ${namespace}`
    : shell`velero backup logs ${name} -n ${namespace}`;
}

/** The newest Backup of a Schedule; undefined where there is none. */
export function lastBackup(schedule: Fields, cluster: ClusterFacts): BackupSummary | undefined {
  return backupsOf(schedule, cluster)[0];
}

/** Velero names the Schedule of a Backup in it. */
const SCHEDULE_LABEL = 'velero.io/schedule-name';

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
  const made = labels[SCHEDULE_LABEL];
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
  const { name, createdAt, labels, isLeaving } = metadataOf(backup);
  return {
    name,
    createdAt,
    isLeaving,
    isScheduled: labels[SCHEDULE_LABEL] !== undefined,
    spec: fieldsOf(backup['spec']),
    phase: textOf(status['phase']) ?? 'New',
    startedAt: dateOf(status['startTimestamp']) ?? createdAt,
    completedAt: dateOf(status['completionTimestamp']),
    errors: Number(status['errors'] ?? 0),
    warnings: Number(status['warnings'] ?? 0),
    failure:
      textOf(status['failureReason']) ??
      (listOf(status['validationErrors']).map(String).join('; ') || null),
    expiresAt: dateOf(status['expiration']),
    items: itemsIn(status),
    missingSnapshots:
      missingIn(status, 'volumeSnapshots') + missingIn(status, 'csiVolumeSnapshots'),
  };
}

/** Velero leaves out what is zero, so the count of an empty Backup is missing. */
function itemsIn({ progress }: Fields): number | null {
  return isFields(progress) ? (countOf(progress['itemsBackedUp']) ?? 0) : null;
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
