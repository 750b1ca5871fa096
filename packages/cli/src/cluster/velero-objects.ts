import type { ClusterFacts } from '../facts/facts.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';

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

/** The command that shows why a Backup failed: one that fails validation has no log. */
export function failureCommand({ name, phase }: BackupSummary, namespace: string): string {
  return phase === 'FailedValidation'
    ? shell`velero backup describe ${name} -n ${namespace}`
    : shell`velero backup logs ${name} -n ${namespace}`;
}

/** The newest Backup that a Schedule made; undefined where there is none. */
export function lastBackup(schedule: Fields, { backups }: ClusterFacts): BackupSummary | undefined {
  const { name, namespace } = metadataOf(schedule);
  return backups
    .filter((backup) => {
      const metadata = metadataOf(backup);
      return (
        metadata.namespace === namespace && metadata.labels['velero.io/schedule-name'] === name
      );
    })
    .map(summaryOf)
    .sort((one, other) => timeOf(other.startedAt) - timeOf(one.startedAt))[0];
}

function timeOf(date: Date | null): number {
  return date?.getTime() ?? 0;
}

function summaryOf(backup: Fields): BackupSummary {
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
  };
}

/** An RFC 3339 time; null for what is none. */
export function dateOf(value: unknown): Date | null {
  const date = typeof value === 'string' ? new Date(value) : null;
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}
