import { pointerTokens } from '@k8s-backup-target/schema/internal';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
} from 'yaml';
import { CannotRunError } from '../command/errors.js';
import type { InputDocument } from './document.js';
import { linesOf } from './lines-of.js';
import type { Position } from './position.js';
import type { Source } from './source.js';
import { type Part, yamlParts } from './split-documents.js';

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
  const counter = new LineCounter();
  const documents = parseAllDocuments(source.text.slice(start, end), {
    lineCounter: counter,
    prettyErrors: false,
    merge: true,
    // A warning would go to standard error as it is, with whatever the text holds.
    logLevel: 'error',
  });
  const list = Array.isArray(documents) ? documents : [];
  const linesBefore = start === 0 ? 0 : linesOf(source).positionAt(start).line - 1;
  const lines: LinesOfPart = {
    linePos: (offset) => {
      const { line, col } = counter.linePos(offset);
      return { line: Math.max(line, 1) + linesBefore, col };
    },
  };
  return list
    .map((document) => toInput(source, document, lines))
    .filter(({ value }) => value !== null && value !== undefined);
}

/** Finds the line of an offset into a part, counted from the first line of the whole text. */
type LinesOfPart = Pick<LineCounter, 'linePos'>;

function toInput(source: Source, document: Document, lines: LinesOfPart): InputDocument {
  const [error] = document.errors;
  if (error !== undefined) throw syntaxError(source, lines, error.pos[0], error.message);
  return {
    source,
    value: toValue(source, document),
    positionOf: (pointer) => find(document.contents, pointer, lines),
  };
}

function toValue(source: Source, document: Document): unknown {
  refuseManyAliases(source, document);
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotRunError('input', `${source.name} cannot be read as YAML: ${reason}`);
  }
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

function syntaxError(source: Source, lines: LinesOfPart, offset: number, message: string): Error {
  const { line, col } = lines.linePos(offset);
  return new CannotRunError(
    'input',
    `${source.name}:${line}:${col} is neither JSON nor YAML: ${message}`,
  );
}

function find(contents: Node | null, pointer: string, lines: LinesOfPart): Position {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const token of pointerTokens(pointer)) {
    const child = childOf(node, token);
    if (child === undefined) break;
    node = child.node;
    offset = child.offset;
  }
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** A node below another, and where it begins: a member of a mapping at its key. */
function childOf(node: unknown, token: string): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === token);
    return pair === undefined ? undefined : located(pair.value, pair.key);
  }
  if (!isSeq(node)) return undefined;
  const item = node.items[Number(token)];
  return item === undefined ? undefined : located(item, item);
}

function located(node: unknown, at: unknown): { node: unknown; offset: number } {
  const range = typeof at === 'object' && at !== null && 'range' in at ? at.range : undefined;
  const start: unknown = Array.isArray(range) ? range[0] : 0;
  return { node, offset: typeof start === 'number' ? start : 0 };
}
