import type { PreviewSpec } from '@k8s-backup-target/preview';
import { backupSpecDiffersFilters } from '../generated/verify-templates.js';
import { type Fields, fieldsOf, listOf } from '../input/fields.js';
import { VELERO_FIELDS, veleroField } from '../velero/velero-fields.js';
import { found, type VerifyFinding } from './verification.js';

/** The filters of a Backup, by their names in Velero and in the contract. */
const FILTERS = Object.entries(VELERO_FIELDS).map(
  ([contract, path]) => [veleroField(path), contract] as const,
);

/** Where the Backup was made by other filters than those that are wanted now. */
export function judgeSpec(wanted: PreviewSpec, backup: Fields | undefined): VerifyFinding[] {
  if (backup === undefined) return [];
  const [asked, made]: readonly Fields[] = [{ ...wanted }, fieldsOf(backup['spec'])];
  const differing = FILTERS.flatMap(([velero, contract]) => {
    const want = normal(asked?.[velero] ?? asked?.[contract], velero);
    const have = normal(made?.[velero], velero);
    return want === have ? [] : [`${velero}: wanted ${want}, made with ${have}`];
  });
  return differing.length === 0 ? [] : [found(backupSpecDiffersFilters, {}, differing)];
}

/** One text for what means the same to Velero. */
function normal(value: unknown, field: string): string {
  if (field === 'labelSelector') {
    const { matchLabels, matchExpressions } = fieldsOf(value);
    const labels = fieldsOf(matchLabels ?? (matchExpressions === undefined ? value : undefined));
    const pairs = Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1));
    return JSON.stringify([Object.fromEntries(pairs), listOf(matchExpressions)]);
  }
  if (typeof value === 'boolean') return String(value);
  const names = listOf(value).map(String);
  const isAll = field.startsWith('included') && names.includes('*');
  return names.length === 0 || isAll ? 'nothing' : names.toSorted().join(', ');
}
