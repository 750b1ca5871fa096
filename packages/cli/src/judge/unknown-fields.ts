import { type Issue, read } from '@k8s-backup-target/schema';
import { appendPointer } from '@k8s-backup-target/schema/internal';
import { valueAt } from '../input/document.js';
import { isFields } from '../input/fields.js';
import { nearest } from '../words/nearest.js';

/** The names of all fields: a spec that is read has every one of its own. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['backup_targets', 'app', 'relation_name', 'model', 'spec'],
  ...specFields(),
]);

function specFields(): readonly string[] {
  const empty = read.K8sBackupTargetSpec.validate({});
  return empty.ok ? Object.keys(empty.value) : [];
}

/**
 * Points at the fields that are unknown, and names what may be meant, instead of pointing at the object that
 * holds them, which is where a schema finds them. Several of one object are in the order in which they stand there.
 */
export function atUnknownFields<T extends Issue<string>>(
  issues: readonly T[],
  value: unknown,
): readonly T[] {
  const left = new Map<string, string[]>();
  return issues.map((issue) => {
    if (issue.rule !== 'additionalProperties') return issue;
    const names = left.get(issue.path) ?? unknownFields(valueAt(value, issue.path));
    left.set(issue.path, names);
    const name = names.shift();
    if (name === undefined) return issue;
    const path = appendPointer(issue.path, name);
    return { ...issue, path, message: `is no field of the contract: ${advice(name)}` };
  });
}

function advice(name: string): string {
  const near = nearest(name, [...KNOWN]);
  return near === undefined ? 'correct its spelling or remove it' : `did you mean ${near}?`;
}

function unknownFields(value: unknown): string[] {
  return isFields(value) ? Object.keys(value).filter((name) => !KNOWN.has(name)) : [];
}
