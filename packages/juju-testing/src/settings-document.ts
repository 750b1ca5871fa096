import type { Node } from 'yaml';
import { runError } from './juju-failure.js';
import { importYaml } from './printed.js';
import { record } from './state.js';

/** What YAML's reader refuses anywhere in a document. */
const NOT_ALLOWED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing these is the rule
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** A quoted key can be this long, counted as it is written. */
const MAX_KEY_LENGTH = 1024;

/**
 * Reads the document of `relation-set --file` as Juju does: as YAML 1.1 (go-yaml v2) into a map
 * of strings, with its traps. JSON is read here, other YAML through the optional package `yaml`.
 */
export async function parseSettings(input: string | Uint8Array): Promise<Record<string, string>> {
  const text = decode(input);
  if (NOT_ALLOWED.test(text)) throw runError('yaml: control characters are not allowed');
  return jsonSettings(text) ?? (await yamlSettings(text));
}

function decode(input: string | Uint8Array): string {
  if (typeof input === 'string') return input.toWellFormed();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(input);
  } catch {
    throw runError('yaml: invalid leading UTF-8 octet');
  }
}

/** Null if it is not a JSON object with nothing but strings in it. */
function jsonSettings(text: string): Record<string, string> | null {
  const folded = foldBreaks(text);
  let value: unknown;
  try {
    value = JSON.parse(folded);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    return null;
  }
  refuseJsonOnlyEscapes(folded);
  for (const [key] of entries) refuseLongKey(key);
  return record(Object.fromEntries(entries));
}

/** In a quoted string YAML 1.1 takes these as line breaks and folds them. */
function foldBreaks(text: string): string {
  return text
    .replace(/[ \t]*\u0085[ \t]*/g, ' ')
    .replace(/[ \t]*([\u2028\u2029])[ \t]*/g, (_match, lineBreak: string) => lineBreak);
}

// Backslashes occur only within strings here, so every match is an escape and not half of one.
function refuseJsonOnlyEscapes(json: string): void {
  if (!/\\[/u]/.test(json)) return;
  for (const [written] of json.matchAll(/\\(?:u[0-9a-fA-F]{4}|.)/g)) {
    if (/^\\ud[89a-f]/i.test(written)) {
      throw runError('yaml: found invalid Unicode character escape code');
    }
    if (written === '\\/') throw runError('yaml: found unknown escape character');
  }
}

function refuseLongKey(key: string): void {
  if (JSON.stringify(key).length <= MAX_KEY_LENGTH) return;
  throw runError(`yaml: line 1: did not find expected ',' or '}'`);
}

async function yamlSettings(text: string): Promise<Record<string, string>> {
  const { parseDocument, isMap, isScalar } = await importYaml();
  // Every scalar as the text it is: that is what a map of strings gets.
  const document = parseDocument(text, { version: '1.1', schema: 'failsafe', uniqueKeys: false });
  const [error] = document.errors;
  if (error !== undefined) throw runError(`yaml: ${error.message.split('\n', 1)[0]}`);
  const root: Node | null = document.contents;
  if (root === null) return record();
  if (!isMap(root)) throw cannotUnmarshal(isScalar(root) ? scalarTag(root) : '!!seq', 'map');
  const settings = record<string>();
  for (const { key, value } of root.items) {
    const read = (node: unknown): string => {
      if (node === null) return '';
      if (isScalar(node)) return isNull(node) ? '' : String(node.value);
      throw cannotUnmarshal(isMap(node) ? '!!map' : '!!seq', 'string');
    };
    settings[read(key)] = read(value);
  }
  return settings;
}

interface ScalarNode {
  readonly value: unknown;
  readonly type?: string;
}

function isNull(scalar: ScalarNode): boolean {
  return scalar.type === 'PLAIN' && /^(?:~|null|Null|NULL|)$/.test(String(scalar.value));
}

function scalarTag(scalar: ScalarNode): string {
  return `!!str \`${String(scalar.value)}\``;
}

function cannotUnmarshal(what: string, into: 'map' | 'string'): Error {
  const type = into === 'map' ? 'map[string]string' : 'string';
  return runError(`yaml: unmarshal errors:\n  line 1: cannot unmarshal ${what} into ${type}`);
}
