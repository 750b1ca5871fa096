import type { ContractType, ValidateOptions } from './contract-type.js';
import { tooManyIssues } from './describe.js';
import { BACKUP_TARGETS } from './encode.js';
import type { BackupTargetEntry } from './generated/types.js';
import type { Issue } from './issue.js';
import { MAX_ISSUES } from './limits.js';
import type { Decoded, View } from './view.js';

const LIST_PATH = `/${BACKUP_TARGETS}`;

/**
 * Checks a parsed `ProviderAppData` and keeps every valid entry, in order, beside every issue. Entries
 * are checked one by one, so that no more than the issues that are listed are ever held.
 */
export function salvage(data: unknown, view: View, options: ValidateOptions): Decoded {
  const entries = entriesOf(data);
  const frame = entries === undefined ? data : { ...Object(data), [BACKUP_TARGETS]: [] };
  const whole = view.ProviderAppData.validate(frame, options);
  const collector = new Collector(whole.ok ? [] : whole.issues);
  for (const [index, entry] of entries?.entries() ?? []) {
    collector.add(`${LIST_PATH}/${index}`, view.BackupTargetEntry.validate(entry, options));
  }
  return collector.decoded();
}

class Collector {
  readonly #targets: Decoded['targets'][number][] = [];
  readonly #targetPaths: string[] = [];
  readonly #issues: Issue[];
  #isFull = false;

  constructor(issues: readonly Issue[]) {
    this.#issues = [...issues];
  }

  add(path: string, result: ReturnType<ContractType<BackupTargetEntry>['validate']>): void {
    if (result.ok) {
      this.#targets.push(result.value);
      this.#targetPaths.push(path);
    } else if (!this.#isFull) this.#list(path, result.issues);
  }

  /** From the first entry whose issues find no room, none are listed, however few they are. */
  #list(path: string, issues: readonly Issue[]): void {
    this.#isFull = this.#issues.length + issues.length > MAX_ISSUES;
    if (this.#isFull) this.#issues.push(tooManyIssues(LIST_PATH));
    else for (const issue of issues) this.#issues.push({ ...issue, path: `${path}${issue.path}` });
  }

  decoded(): Decoded {
    return { targets: this.#targets, targetPaths: this.#targetPaths, issues: this.#issues };
  }
}

function entriesOf(data: unknown): readonly unknown[] | undefined {
  if (typeof data !== 'object' || data === null || !(BACKUP_TARGETS in data)) return undefined;
  const entries = data[BACKUP_TARGETS];
  return Array.isArray(entries) ? entries : undefined;
}
