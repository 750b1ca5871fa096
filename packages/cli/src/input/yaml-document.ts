import { pointerTokens } from '@k8s-backup-target/schema/internal';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
  visit,
} from 'yaml';
import { CannotRunError } from '../command/errors.js';
import type { InputDocument } from './document.js';
import { linesOf } from './lines-of.js';
import type { Source } from './source.js';
import { type Part, yamlParts } from './split-documents.js';
import type { TextStyle, WrittenText } from './text-offset.js';

/** The most expansions of aliases: a "billion laughs" of them is refused, not expanded. */
const MAX_ALIASES = 100;
const MAX_ANCHORS = 1000;

/**
 * Parses a YAML stream, with merge keys as `kubectl` and Python read them; empty documents are left out.
 *
 * @throws CannotRunError `input` at the first syntax error.
 */
export function parseYamlSource(source: Source): InputDocument[] {
  return yamlParts(source.text).flatMap((part) => parsePart(source, part));
}

function parsePart(source: Source, { start, end }: Part): InputDocument[] {
  const documents = parseAllDocuments(source.text.slice(start, end), {
    prettyErrors: false,
    merge: true,
    // A warning would go to standard error as it is, with whatever the text holds.
    logLevel: 'error',
  });
  const list = Array.isArray(documents) ? documents : [];
  return list
    .map((document) => toInput(source, document, start))
    .filter(({ value }) => value !== null && value !== undefined);
}

/** @param start where the part of the source begins that the document was read from. */
function toInput(source: Source, document: Document, start: number): InputDocument {
  const [error] = document.errors;
  if (error !== undefined) throw syntaxError(source, start + error.pos[0], error.message);
  return {
    source,
    value: toValue(source, document),
    positionOf: (pointer, part = 'value') =>
      linesOf(source).positionAt(start + placeOf(document.contents, pointer)[part]),
    writtenAt: (pointer) => {
      const { node, isIt } = placeOf(document.contents, pointer);
      return isIt && isScalar(node) ? writtenText(node, source.text, start) : undefined;
    },
  };
}

function toValue(source: Source, document: Document): unknown {
  refuseManyAliases(source, document);
  if (isForKubernetes(document)) readAsKubectl(document);
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotRunError('input', `${source.name} cannot be read as YAML: ${reason}`);
  }
}

/** What `kubectl` and Helm take for true and false: their YAML is that of version 1.1. */
const TRUE: ReadonlySet<string> = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON']);
const FALSE: ReadonlySet<string> = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF']);

/** True of an object of Kubernetes, and of a chart's values. */
function isForKubernetes({ contents }: Document): boolean {
  if (!isMap(contents)) return false;
  return (
    (contents.has('apiVersion') && contents.has('kind')) ||
    contents.has('schedules') ||
    contents.has('velero')
  );
}

/** So `backup: yes` is no label: the API server is sent true. */
function readAsKubectl(document: Document): void {
  visit(document, {
    Scalar: (key, node) => {
      if (key === 'key' || node.type !== 'PLAIN' || typeof node.value !== 'string') return;
      if (node.tag !== undefined) return;
      if (TRUE.has(node.value)) node.value = true;
      else if (FALSE.has(node.value)) node.value = false;
    },
  });
}

/** Each alias is looked up among all anchors and aliases before it. */
function refuseManyAliases({ name }: Source, document: Document): void {
  let found = 0;
  visit(document, (_, node) => {
    if (isAlias(node) || (isNode(node) && hasAnchor(node))) found += 1;
  });
  if (found <= MAX_ANCHORS) return;
  const message = `${name} cannot be read as YAML: it has more than ${MAX_ANCHORS} anchors and aliases`;
  throw new CannotRunError('input', message);
}

function hasAnchor(node: Node): boolean {
  return 'anchor' in node && node.anchor !== undefined;
}

function syntaxError(source: Source, offset: number, message: string): Error {
  const { line, column } = linesOf(source).positionAt(offset);
  return new CannotRunError(
    'input',
    `${source.name}:${line}:${column} is neither JSON nor YAML: ${message}${cutOff(source, offset, message)}`,
  );
}

/** What is missing at the end was there before someone copied a part. */
function cutOff({ text }: Source, offset: number, message: string): string {
  const isAtEnd = /^Missing closing/.test(message) || text.slice(offset).trim() === '';
  return isAtEnd ? '; the text seems to be cut off' : '';
}

/** A node, and where it and its key begin. */
interface Place {
  readonly node: unknown;
  readonly key: number;
  readonly value: number;
  /** False for an ancestor of what was looked for. */
  readonly isIt: boolean;
}

function placeOf(contents: Node | null, pointer: string): Place {
  const top = startOf(contents) ?? 0;
  let place: Place = { node: contents, key: top, value: top, isIt: true };
  for (const token of pointerTokens(pointer)) {
    const child = childOf(place.node, token);
    if (child === undefined) return { ...place, key: place.value, isIt: false };
    place = child;
  }
  return place;
}

function childOf(node: unknown, token: string): Place | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === token);
    return pair === undefined ? undefined : located(pair.value, startOf(pair.key) ?? 0);
  }
  if (!isSeq(node)) return undefined;
  const item = node.items[Number(token)];
  return item === undefined ? undefined : located(item, startOf(item) ?? 0);
}

/** A value that is not written, as in `ttl:`, is where its key is. */
function located(node: unknown, key: number): Place {
  const isWritten = !isScalar(node) || node.value !== null || node.source !== '';
  return { node, key, value: isWritten ? (startOf(node) ?? key) : key, isIt: true };
}

function startOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === 'number' ? start : undefined;
}

function writtenText(
  { type, range }: Scalar,
  text: string,
  start: number,
): WrittenText | undefined {
  if (!range) return undefined;
  const [from, to] = [start + range[0], start + range[1]];
  const written = (first: number, last: number, style: TextStyle): WrittenText => ({
    start: first,
    raw: text.slice(first, last),
    style,
  });
  switch (type) {
    case 'QUOTE_DOUBLE':
      return written(from + 1, to - 1, 'double');
    case 'QUOTE_SINGLE':
      return written(from + 1, to - 1, 'single');
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      // Its first line says how it is indented.
      return written(text.indexOf('\n', from) + 1, to, 'plain');
    default:
      return written(from, to, 'plain');
  }
}
