import { typeInstance } from './generated/contract-templates.js';
import type { Issue } from './issue.js';
import { appendPointer } from './pointer.js';
import { issueOf } from './template.js';

/**
 * Finds what is not plain data: a Map, a Set, a Date, an instance of a class. Such a value has no fields of its
 * own, so a Map as `label_selector` would be published as `{}`, and the selector would be gone.
 */
export function plainDataIssues(value: unknown): Issue[] {
  return isPlainData(value) ? [] : issuesIn(value, '');
}

/** Decides without a list and without paths, which nearly every value does without. */
function isPlainData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlainData);
  if (!isPlain(value)) return false;
  for (const key in value) if (!isPlainData(Reflect.get(value, key))) return false;
  return true;
}

function issuesIn(value: unknown, path: string): Issue[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value) && !isPlain(value)) {
    return [issueOf(typeInstance, path, { name: String(value.constructor?.name) })];
  }
  return Object.entries(value).flatMap(([key, item]) => issuesIn(item, appendPointer(path, key)));
}

/** An object literal of this realm or another, or an object without a prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
