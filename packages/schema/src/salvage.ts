import type { ValidateOptions } from './contract-type.js';
import { BACKUP_TARGETS } from './encode.js';
import type { Issue } from './issue.js';
import type { Decoded, View } from './view.js';

const ENTRY_PATH = new RegExp(`^/${BACKUP_TARGETS}/(\\d+)`);

/** Checks a parsed `ProviderAppData` and keeps every valid entry, in order, beside every issue. */
export function salvage(data: unknown, view: View, options: ValidateOptions): Decoded {
  const whole = view.ProviderAppData.validate(data, options);
  if (!whole.ok) return salvageEntries(data, view, whole.issues);
  const targets = whole.value.backup_targets;
  return { targets, targetPaths: targets.map((_, index) => entryPath(index)), issues: [] };
}

function salvageEntries(data: unknown, view: View, issues: readonly Issue[]): Decoded {
  const spoilt = new Set(issues.map(({ path }) => entryIndex(path)));
  const targets: Decoded['targets'][number][] = [];
  const targetPaths: string[] = [];
  const more: Issue[] = [];
  for (const [index, entry] of entriesOf(data).entries()) {
    if (spoilt.has(index)) continue;
    const path = entryPath(index);
    const result = view.BackupTargetEntry.validate(entry);
    if (result.ok) {
      targets.push(result.value);
      targetPaths.push(path);
    } else {
      for (const issue of result.issues) more.push({ ...issue, path: `${path}${issue.path}` });
    }
  }
  return { targets, targetPaths, issues: [...issues, ...more] };
}

function entryPath(index: number): string {
  return `/${BACKUP_TARGETS}/${index}`;
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
