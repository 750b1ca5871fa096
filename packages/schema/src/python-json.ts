/**
 * Python's spelling of JSON, `json.dumps(value)`: `", "` and `": "` as separators, ASCII only.
 *
 * @module
 */
import { toAscii } from './ascii.js';

/** Printable ASCII without quote and backslash: nothing to escape. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** The characters between the quotes of a string. */
export function inner(value: string): string {
  return PLAIN.test(value) ? value : escaped(value);
}

/** A string or null. */
export function text(value: string | null): string {
  return value === null ? 'null' : `"${inner(value)}"`;
}

/** A list of strings or null. */
export function texts(values: readonly string[] | null): string {
  if (values === null) return 'null';
  let items = '';
  for (const value of values) items += items === '' ? `"${inner(value)}` : `", "${inner(value)}`;
  return items === '' ? '[]' : `[${items}"]`;
}

/** A list or null. */
export function list<T>(values: readonly T[] | null, encode: (value: T) => string): string {
  if (values === null) return 'null';
  let items = '';
  for (const value of values) items += items === '' ? encode(value) : `, ${encode(value)}`;
  return `[${items}]`;
}

/** An object of strings or booleans, or null. Keys come in JavaScript's order: integers first. */
export function map(values: Readonly<Record<string, string | boolean>> | null): string {
  if (values === null) return 'null';
  let fields = '';
  for (const key of Object.keys(values)) {
    const value = values[key];
    const item = typeof value === 'string' ? `"${inner(value)}"` : value;
    fields += `${fields === '' ? '' : ', '}"${inner(key)}": ${item}`;
  }
  return `{${fields}}`;
}

function escaped(value: string): string {
  return toAscii(JSON.stringify(value)).slice(1, -1);
}
