import { unicodeKey, unicodeText } from './generated/contract-templates.js';
import type { Issue } from './issue.js';
import { appendPointer } from './pointer.js';
import { issueOf } from './template.js';

/** Tells whether no string in a value, keys included, holds a lone surrogate. */
export function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isWellFormed);
  for (const key in value) {
    if (!key.isWellFormed() || !isWellFormed(Reflect.get(value, key))) return false;
  }
  return true;
}

/**
 * Tells whether a JSON text could hold a lone surrogate, written as it is or as an escape. Looking at the
 * text is far cheaper than looking at every string in it, and hardly any text has an escape.
 */
export function mayHoldLoneSurrogate(text: string): boolean {
  return text.includes('\\u') || !text.isWellFormed();
}

/**
 * Finds strings with a lone surrogate. Such a string has no UTF-8 form: Python's JSON readers reject
 * or rewrite it, so two requirers would read different labels from the same databag.
 */
export function unicodeIssues(value: unknown, path = ''): Issue[] {
  if (typeof value === 'string')
    return value.isWellFormed() ? [] : [issueOf(unicodeText, path, {})];
  return Object.entries(value ?? {}).flatMap(([key, item]) =>
    key.isWellFormed()
      ? unicodeIssues(item, appendPointer(path, key))
      : // It cannot be printed in a pointer, so its object is named instead.
        [issueOf(unicodeKey, path, {})],
  );
}
