import { appendPointer } from '@k8s-backup-target/schema/internal';
import type { Entry } from '../resources/name-list.js';
import { PreviewSpecError } from './spec-error.js';

/** A JSON object, or undefined. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return { ...value };
}

/** The entries of a list of strings; none for null and undefined. */
export function entriesOf(value: unknown, path: string): readonly Entry[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw wrong(path, 'a list of strings');
  return value.map((entry: unknown, index) => {
    const at = `${path}/${index}`;
    if (typeof entry !== 'string') throw wrong(at, 'a string');
    return { value: entry, path: at };
  });
}

export function flagOf(value: unknown, path: string): boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'boolean') throw wrong(path, 'true, false or null');
  return value;
}

/** A map of labels; null where it is not set. */
export function labelsOf(value: unknown, path: string): Readonly<Record<string, string>> | null {
  if (value === null || value === undefined) return null;
  const record = asRecord(value);
  if (record === undefined) throw wrong(path, 'a map of strings');
  return Object.fromEntries(
    Object.entries(record).map(([label, text]) => {
      if (typeof text !== 'string') throw wrong(appendPointer(path, label), 'a string');
      return [label, text];
    }),
  );
}

/** The error of a field of the wrong type. */
export function wrong(path: string, expected: string): PreviewSpecError {
  return new PreviewSpecError(path, `is not ${expected}`, `Give ${expected}.`);
}
