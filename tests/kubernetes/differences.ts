/** Where a preview and a real Backup differ. */
import type { Decision, PreviewResult } from '@k8s-backup-target/preview';
import { veleroChecks } from '../preview/velero-check.js';
import type { BackupOutcome } from './velero.js';
import { checksIn } from './velero-errors.js';

/** One line for each: phase, validation errors, and objects. Empty where they agree. */
export function differencesBetween(
  backup: object,
  result: PreviewResult,
  outcome: BackupOutcome,
): string[] {
  const { decisions } = result;
  const saved = new Set(outcome.keys);
  const known = new Set(decisions.map(({ key }) => key));
  return [
    ...(result.phase === outcome.phase
      ? []
      : [`phase: preview ${result.phase}, Velero ${outcome.phase}`]),
    ...errorDifference(backup, result, outcome),
    ...decisions.flatMap((decision) =>
      decision.included === saved.has(decision.key) ? [] : [lineOf(decision)],
    ),
    ...outcome.keys.flatMap((key) =>
      known.has(key) ? [] : [`${key}: not in the inventory, saved by Velero`],
    ),
  ];
}

function errorDifference(
  backup: object,
  result: PreviewResult,
  { validationErrors }: BackupOutcome,
): string[] {
  const expected = veleroChecks(result).sort().join(', ');
  const given = checksIn(backup, validationErrors).join(', ');
  return expected === given
    ? []
    : [`errors: preview ${expected}, Velero ${JSON.stringify(validationErrors)}`];
}

function lineOf({ key, included, rule }: Decision): string {
  const sides = included ? 'preview includes, Velero does not' : 'preview leaves out, Velero saves';
  return `${key}: ${sides} (${rule})`;
}
