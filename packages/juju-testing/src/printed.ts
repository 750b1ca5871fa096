import { runError } from './juju-failure.js';

export type OutputFormat = 'smart' | 'yaml' | 'json';

/** What a hook command prints for `value`, with the newline at its end. */
export function printed(value: unknown, format: OutputFormat): string | Promise<string> {
  if (format === 'json') return `${goJson(value)}\n`;
  if (format === 'yaml') return yaml(value);
  return smart(value);
}

/**
 * JSON as Go prints it: compact, keys sorted by their bytes, and escapes for what would be unsafe
 * in HTML or JavaScript.
 */
function goJson(value: unknown): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sorted(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareBytes(a, b));
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, item] of entries) result[key.toWellFormed()] = sorted(item);
  return result;
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function smart(value: unknown): string | Promise<string> {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? 'True\n' : 'False\n';
  if (typeof value === 'string') return `${value}\n`;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length === 0 ? '' : `${value.join('\n')}\n`;
  }
  return yaml(value);
}

async function yaml(value: unknown): Promise<string> {
  const { stringify } = await importYaml();
  return stringify(sorted(value));
}

/** The optional package that reads and prints YAML other than JSON. */
export async function importYaml(): Promise<typeof import('yaml')> {
  try {
    return await import('yaml');
  } catch {
    throw runError('YAML other than JSON needs the optional package "yaml": npm install yaml');
  }
}
