import { BACKUP_TARGETS } from './encode.js';
import type { Issue } from './issue.js';
import type { Decoded, View } from './view.js';

const ENTRY_PATH = new RegExp(`^/${BACKUP_TARGETS}/(\\d+)`);

/** Checks a parsed `ProviderAppData` and keeps every valid entry, in order, beside every issue. */
export function salvage(data: unknown, view: View): Decoded {
  const whole = view.ProviderAppData.validate(data);
  if (whole.ok) return { targets: whole.value.backup_targets, issues: [] };
  const spoilt = new Set(whole.issues.map(({ path }) => entryIndex(path)));
  const issues: Issue[] = [...whole.issues];
  const targets = entriesOf(data).flatMap((entry, index) => {
    if (spoilt.has(index)) return [];
    const result = view.BackupTargetEntry.validate(entry);
    if (result.ok) return [result.value];
    for (const issue of result.issues) {
      issues.push({ ...issue, path: `/${BACKUP_TARGETS}/${index}${issue.path}` });
    }
    return [];
  });
  return { targets, issues };
}

function entryIndex(path: string): number {
  const index = ENTRY_PATH.exec(path)?.[1];
  return index === undefined ? -1 : Number(index);
}

function entriesOf(data: unknown): readonly unknown[] {
  if (typeof data !== 'object' || data === null || !(BACKUP_TARGETS in data)) return [];
  const entries = data[BACKUP_TARGETS];
  return Array.isArray(entries) ? entries : [];
}
