import { BOUNDS } from '../archive/bounds.js';
import { fieldsOf, listOf, textOf } from '../input/fields.js';
import type { BackupRecords, RecordFault } from './records.js';
import { found, type VerifyFinding } from './verification.js';

/** Phases of a Backup that Velero still works on. */
const UNDER_WAY: readonly string[] = [
  'New',
  'Queued',
  'ReadyToStart',
  'InProgress',
  'WaitingForPluginOperations',
  'WaitingForPluginOperationsPartiallyFailed',
  'Finalizing',
  'FinalizingPartiallyFailed',
];

/** What the Backup itself says of how it ended. */
export function judgePhase(records: BackupRecords): readonly VerifyFinding[] {
  const phase = phaseOf(records);
  if (phase === null) {
    return [
      found('unknown', 'record-missing', 'how the Backup ended is not known', [], {
        remedy: 'give velero-backup.json, or --context',
        count: 1,
      }),
    ];
  }
  if (phase === 'Completed') return [];
  const { failureReason, validationErrors } = fieldsOf(records.backup?.['status']);
  const reasons = [textOf(failureReason), ...listOf(validationErrors).map(textOf)];
  const told = reasons.filter((reason) => reason !== undefined);
  return UNDER_WAY.includes(phase)
    ? [
        found('unknown', 'backup-not-finished', `the Backup is ${phase}`, [], {
          remedy: 'wait until it has ended, and verify it again',
          count: 1,
        }),
      ]
    : [found('error', 'backup-not-completed', `the Backup is ${phase}`, told, { count: 1 })];
}

/** The phase; null where no Backup was given. */
export function phaseOf({ backup }: BackupRecords): string | null {
  if (backup === undefined) return null;
  return textOf(fieldsOf(backup['status'])['phase']) ?? 'New';
}

/** Records that were given, and cannot be read. */
export function judgeRecords(faults: readonly RecordFault[]): readonly VerifyFinding[] {
  return faults.map(({ file, error }) =>
    error.kind === 'refused'
      ? found('unknown', 'archive-refused', `${file} is not read: ${error.message}`, [file], {
          remedy: `a record has at most ${BOUNDS.recordBytes / 2 ** 20} MiB`,
        })
      : found('error', 'record-unreadable', `${file} cannot be read: ${error.message}`, [file], {
          remedy: 'get it again from the store; if it is the same there, make a new Backup',
        }),
  );
}
