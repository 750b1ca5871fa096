import { toAscii } from './ascii.js';
import type { ProviderAppData } from './generated/types.js';
import * as write from './generated/write.js';

/** JSON values as the contract holds them: it has no numbers. */
type Json = string | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The application databag's key that holds the backup targets. */
export const BACKUP_TARGETS = 'backup_targets';

/**
 * Encodes what a provider publishes, byte for byte as the Python reference writes it: `", "` and
 * `": "` as separators, schema order, null where unset, ASCII only. Juju compares databags by bytes,
 * so a charm can change language without a `relation-changed`. ASCII is also what survives
 * `relation-set`, whose standard input is YAML 1.1 and not JSON.
 *
 * One limit: JavaScript moves integer-like object keys (`"1"`) to the front, so labels with such keys
 * may be written in another order than Python's.
 *
 * @throws ContractError when `data` is invalid in the write view.
 */
export function encodeDatabag(data: ProviderAppData): { readonly [BACKUP_TARGETS]: string } {
  return { [BACKUP_TARGETS]: pythonJson(write.ProviderAppData.parse(data).backup_targets) };
}

/** `json.dumps(value)` of Python, for values without numbers. */
function pythonJson(value: Json): string {
  if (typeof value === 'string') return asciiString(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return isList(value) ? pythonList(value) : pythonObject(value);
}

function pythonList(items: readonly Json[]): string {
  let text = '[';
  for (const [index, item] of items.entries()) text += (index === 0 ? '' : ', ') + pythonJson(item);
  return `${text}]`;
}

function pythonObject(fields: { readonly [key: string]: Json }): string {
  let text = '{';
  for (const [key, item] of Object.entries(fields)) {
    text += `${text === '{' ? '' : ', '}${asciiString(key)}: ${pythonJson(item)}`;
  }
  return `${text}}`;
}

function asciiString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return toAscii(JSON.stringify(text));
}

/** Printable ASCII without quote and backslash: nothing to escape. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
