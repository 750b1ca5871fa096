import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Parser,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { runError } from '../model/juju-failure.js';
import { record } from '../model/state.js';
import { resolvedTag } from './go-yaml-tags.js';
import { syntaxFault } from './yaml-faults.js';

/** Characters that YAML's reader refuses anywhere in a document. */
const NOT_ALLOWED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing these is the rule
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** A key in a flow map or one line can be this long, counted as it is written. */
const MAX_KEY_LENGTH = 1024;

/**
 * Reads the document of `relation-set --file` as Juju does: as YAML 1.1 (go-yaml v2) into a map of
 * strings, as go-yaml reads it. Only the first document counts, and whatever follows its map is ignored.
 */
export async function parseSettings(input: string | Uint8Array): Promise<Record<string, string>> {
  const text = decode(input).replace(/^\ufeff/, '');
  if (NOT_ALLOWED.test(text)) throw yamlError('control characters are not allowed');
  return jsonSettings(text) ?? yamlSettings(text);
}

function decode(input: string | Uint8Array): string {
  if (typeof input === 'string') return input.toWellFormed();
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input);
  } catch {
    throw yamlError('invalid leading UTF-8 octet');
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
  for (const [key] of entries) refuseLongKey(JSON.stringify(key));
  return record(Object.fromEntries(entries));
}

/** In a quoted string YAML 1.1 takes these as line breaks and folds them, with the blanks around. */
function foldBreaks(text: string): string {
  const parts = text.split(/([\u0085\u2028\u2029])/);
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return part === '\u0085' ? ' ' : part;
      const start = index === 0 ? 0 : blanksAtStart(part);
      return part.slice(
        start,
        index === parts.length - 1 ? undefined : -blanksAtEnd(part) || undefined,
      );
    })
    .join('');
}

function blanksAtStart(text: string): number {
  return /^[ \t]*/.exec(text)?.[0].length ?? 0;
}

function blanksAtEnd(text: string): number {
  let count = 0;
  while (/^[ \t]$/.test(text.charAt(text.length - 1 - count))) count += 1;
  return count;
}

// Backslashes occur only within strings here, so every match is an escape and not half of one.
function refuseJsonOnlyEscapes(json: string): void {
  if (!/\\[/u]/.test(json)) return;
  for (const [written] of json.matchAll(/\\(?:u[0-9a-fA-F]{4}|.)/g)) {
    if (/^\\ud[89a-f]/i.test(written))
      throw yamlError('found invalid Unicode character escape code');
    if (written === '\\/') throw yamlError('found unknown escape character');
  }
}

function refuseLongKey(written: string): void {
  if (written.length > MAX_KEY_LENGTH) throw yamlError("did not find expected ',' or '}'");
}

function yamlSettings(text: string): Record<string, string> {
  const lines = new LineCounter();
  const document = firstDocument(foldBreaks(text), lines);
  const root = rootOf(document);
  const end = isMap(root) && root.flow === true ? root.range?.[1] : undefined;
  const error = document?.errors.find(({ pos }) => isFault(text, pos[0], end));
  if (error !== undefined) throw yamlError(syntaxFault(text, error));
  if (root === null || (isScalar(root) && isNull(root))) return record();
  visit(root, { Scalar: (_key, scalar) => refuseEscapes(text, scalar) });
  return isMap(root) ? new SettingsReader(document, lines).read(root) : refuseRoot(root);
}

/** The library takes some escapes of JSON that YAML 1.1 has not. */
function refuseEscapes(text: string, { type, range }: Scalar): void {
  if (type === 'QUOTE_DOUBLE' && range) refuseJsonOnlyEscapes(text.slice(range[0], range[1]));
}

function firstDocument(text: string, lines: LineCounter): Document.Parsed | undefined {
  const composer = new Composer({
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    resolveKnownTags: false,
    lineCounter: lines,
  });
  const tokens = new Parser(lines.addNewLine).parse(text);
  for (const document of composer.compose(tokens, true, text.length)) return document;
  return undefined;
}

/** The map in braces that go-yaml stops at, where the library takes it for the key of another. */
function rootOf(document: Document.Parsed | undefined): Node | null {
  const root = document?.contents ?? null;
  if (!isMap(root) || root.flow === true || document?.errors.length === 0) return root;
  const key: unknown = root.items[0]?.key;
  return isMap(key) && key.flow === true ? key : root;
}

/** Text after a map in braces is never read. */
function isFault(text: string, position: number, end: number | undefined): boolean {
  return end === undefined || position < end || text[end - 1] !== '}';
}

function refuseRoot(root: Node): never {
  const what = isSeq(root) ? '!!seq' : shownScalar(root);
  throw yamlError(`unmarshal errors:\n  line 1: cannot unmarshal ${what} into map[string]string`);
}

function shownScalar(node: Node): string {
  if (!isScalar(node)) return '!!str';
  const text = String(node.value);
  return `${node.type === 'PLAIN' ? resolvedTag(text) : '!!str'} \`${text}\``;
}

/** Reads a map into strings, and collects what is not a string. */
class SettingsReader {
  readonly #document: Document.Parsed | undefined;
  readonly #lines: LineCounter;
  readonly #settings: Record<string, string> = record();
  readonly #faults: string[] = [];

  constructor(document: Document.Parsed | undefined, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  read(root: YAMLMap): Record<string, string> {
    this.#addAll(root);
    if (this.#faults.length === 0) return this.#settings;
    throw yamlError(`unmarshal errors:\n${this.#faults.map((fault) => `  ${fault}`).join('\n')}`);
  }

  #addAll(map: YAMLMap): void {
    for (const { key, value } of map.items) {
      if (isScalar(key) && key.type === 'PLAIN' && key.value === '<<') this.#merge(value);
      else this.#add(key, value);
    }
  }

  #merge(value: unknown): void {
    const node = this.#resolved(value);
    const maps = isSeq(node) ? [...node.items].reverse() : [node];
    for (const map of maps.map((item) => this.#resolved(item))) {
      if (!isMap(map)) throw yamlError('map merge requires map or sequence of maps as the value');
      this.#addAll(map);
    }
  }

  #add(key: unknown, value: unknown): void {
    const name = this.#text(key);
    const text = this.#text(value);
    if (name !== null && text !== null) this.#settings[name] = text;
  }

  #text(value: unknown): string | null {
    const node = this.#resolved(value);
    if (node === null || node === undefined) return '';
    if (isScalar(node)) return scalarText(node);
    const what = isMap(node) ? '!!map' : '!!seq';
    this.#faults.push(`line ${this.#lineOf(node)}: cannot unmarshal ${what} into string`);
    return null;
  }

  #resolved(value: unknown): unknown {
    if (!isAlias(value) || this.#document === undefined) return value;
    const target = value.resolve(this.#document);
    if (target === undefined) throw yamlError(`unknown anchor '${value.source}' referenced`);
    return target;
  }

  #lineOf(node: unknown): number {
    const position = isMap(node) || isSeq(node) ? (node.range?.[0] ?? 0) : 0;
    return this.#lines.linePos(position).line;
  }
}

function scalarText(scalar: Scalar): string {
  const text = String(scalar.value ?? '');
  if (scalar.tag === '!!binary' || scalar.tag === 'tag:yaml.org,2002:binary') {
    return Buffer.from(text, 'base64').toString('utf8');
  }
  refuseWrongTag(scalar.tag, text);
  return isNull(scalar) ? '' : text;
}

/** A number, boolean or null by its tag must read like one. */
function refuseWrongTag(tag: string | undefined, text: string): void {
  const name = tag?.replace('tag:yaml.org,2002:', '!!') ?? '';
  if (!['!!int', '!!float', '!!bool', '!!null'].includes(name)) return;
  const found = resolvedTag(text);
  if (found === name || (name === '!!float' && found === '!!int')) return;
  throw yamlError(`cannot decode ${found} \`${text}\` as a ${name}`);
}

function isNull(scalar: Scalar): boolean {
  const isPlain = scalar.type === 'PLAIN' && scalar.tag === undefined;
  return isPlain && resolvedTag(String(scalar.value ?? '')) === '!!null';
}

function yamlError(message: string): Error {
  return runError(`yaml: ${message}`);
}
