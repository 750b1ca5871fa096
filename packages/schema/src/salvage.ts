import { tooManyIssues } from './contract-issue.js';
import type { ValidateOptions } from './contract-type.js';
import { BACKUP_TARGETS } from './encode.js';
import { hasExactly } from './has-exactly.js';
import type { Issue } from './issue.js';
import { MAX_ISSUES } from './limits.js';
import type { Decoded, DecodedTarget, View } from './view.js';

const LIST_PATH = `/${BACKUP_TARGETS}`;

/**
 * Checks a parsed `ProviderAppData` and keeps every valid entry, in order, along with every issue. Entries
 * are checked one by one, so no more than the issues that are listed are ever held.
 */
export function salvage(data: unknown, view: View, options: ValidateOptions): Decoded {
  const entries = entriesOf(data);
  const issues = frameIssues(data, entries, view, options);
  const targets: DecodedTarget[] = [];
  let entryOptions = options;
  // An index instead of an iterator: this is where a requirer's hook spends its own time.
  for (let index = 0; index < entries.length; index++) {
    const result = view.BackupTargetEntry.validate(entries[index], entryOptions);
    if (result.ok) {
      targets.push({ path: `${LIST_PATH}/${index}`, target: result.value });
    } else if (entryOptions === options) {
      const fits = list(issues, `${LIST_PATH}/${index}`, result.issues);
      if (!fits) entryOptions = { ...options, listed: false };
    }
  }
  return { targets, issues };
}

/** The issues of everything but the entries. */
function frameIssues(
  data: unknown,
  entries: readonly unknown[],
  view: View,
  options: ValidateOptions,
): Issue[] {
  const result = view.ProviderAppData.validate(frameOf(data, entries), options);
  return result.ok ? [] : [...result.issues];
}

const EMPTY_FRAME = { [BACKUP_TARGETS]: [] };

function frameOf(data: unknown, entries: readonly unknown[]): unknown {
  if (entries.length === 0) return data;
  const frame: object = Object(data);
  return hasExactly(frame, [BACKUP_TARGETS]) ? EMPTY_FRAME : { ...frame, ...EMPTY_FRAME };
}

/** Adds an entry's issues if all of them fit. After the first entry whose issues do not, no more are added. */
function list(issues: Issue[], path: string, more: readonly Issue[]): boolean {
  const fits = issues.length + more.length <= MAX_ISSUES;
  if (fits) for (const issue of more) issues.push({ ...issue, path: `${path}${issue.path}` });
  else issues.push(tooManyIssues(LIST_PATH));
  return fits;
}

/** The list of entries; empty where there is none. */
function entriesOf(data: unknown): readonly unknown[] {
  if (typeof data !== 'object' || data === null || !(BACKUP_TARGETS in data)) return [];
  const entries = data[BACKUP_TARGETS];
  return Array.isArray(entries) ? entries : [];
}
