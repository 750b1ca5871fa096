import { BOUNDS } from '../archive/bounds.js';
import * as templates from '../generated/verify-templates.js';
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
  if (phase === null) return [found(templates.recordMissingPhase, {}, [], { count: 1 })];
  if (phase === 'Completed') return [];
  const { failureReason, validationErrors } = fieldsOf(records.backup?.['status']);
  const reasons = [textOf(failureReason), ...listOf(validationErrors).map(textOf)];
  const told = reasons.filter((reason) => reason !== undefined);
  return UNDER_WAY.includes(phase)
    ? [found(templates.backupNotFinishedPhase, { phase }, [], { count: 1 })]
    : [found(templates.backupNotCompletedPhase, { phase }, told, { count: 1 })];
}

/** The phase; null where no Backup was given. */
export function phaseOf({ backup }: BackupRecords): string | null {
  if (backup === undefined) return null;
  return textOf(fieldsOf(backup['status'])['phase']) ?? 'New';
}

/** Records that were given, and cannot be read. */
export function judgeRecords(faults: readonly RecordFault[]): readonly VerifyFinding[] {
  const limit = String(BOUNDS.recordBytes / 2 ** 20);
  return faults.map(({ file, error: { kind, message } }) =>
    kind === 'refused'
      ? found(templates.archiveRefusedRecord, { file, reason: message, limit }, [file])
      : found(templates.recordUnreadableRecord, { file, reason: message }, [file]),
  );
}
