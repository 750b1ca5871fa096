import { StringList, Struct } from './go-values.js';
import { goYaml } from './go-yaml.js';

export type OutputFormat = 'smart' | 'yaml' | 'json';

/** Formats `value` as a hook command prints it, with the newline at its end. */
export function printed(value: unknown, format: OutputFormat): string {
  if (format === 'json') return `${goJson(value)}\n`;
  if (format === 'yaml') return goYaml(value);
  return smart(value);
}

/**
 * JSON as Go prints it: compact, keys sorted by their bytes, and escapes for what would be unsafe
 * in HTML or JavaScript.
 */
function goJson(value: unknown): string {
  return JSON.stringify(plain(value)).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The value in JSON's types, each map with its keys in the order of their bytes. */
function plain(value: unknown): unknown {
  if (value instanceof StringList) return value.items;
  if (value instanceof Struct) return mapped(Object.entries(value.fields));
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return mapped(Object.entries(value).sort(([a], [b]) => compareBytes(a, b)));
}

function mapped(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, item] of entries) result[key.toWellFormed()] = plain(item);
  return result;
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function smart(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? 'True\n' : 'False\n';
  if (typeof value === 'string') return `${value}\n`;
  if (value instanceof StringList) return value.items.map((item) => `${item}\n`).join('');
  return goYaml(value);
}
