import { pointerTokens } from '@k8s-backup-target/schema/internal';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { InputDocument } from './document.js';
import { linesOf } from './lines-of.js';
import type { Source } from './source.js';
import { jsonParts, type Part } from './split-documents.js';

/**
 * The JSON values of a source: one, or several one after the other, as `jq` and loops in a shell print them.
 * Empty for a source that is not JSON. Positions are looked up only when one is asked for.
 */
export function parseJsonSource(source: Source): readonly InputDocument[] {
  const { text } = source;
  const whole = parsed(text);
  if (whole !== undefined) return [documentOf(source, whole.json, { start: 0, end: text.length })];
  const documents = jsonParts(text).map((part) => {
    const value = parsed(text.slice(part.start, part.end));
    return value === undefined ? undefined : documentOf(source, value.json, part);
  });
  return documents.every((document) => document !== undefined) ? documents : [];
}

function documentOf(source: Source, value: unknown, { start, end }: Part): InputDocument {
  let root: Node | undefined;
  return {
    source,
    value,
    positionOf(pointer) {
      root ??= treeOf(source.text.slice(start, end));
      if (root === undefined) return linesOf(source).positionAt(start);
      return linesOf(source).positionAt(start + offsetOf(root, pointer));
    },
  };
}

function parsed(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The tree's parser recurses: it gives up on a text that nests thousands of levels deep. */
function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}

function offsetOf(root: Node, pointer: string): number {
  let node = root;
  for (const token of pointerTokens(pointer)) {
    const key = node.type === 'array' ? Number(token) : token;
    const child = findNodeAtLocation(node, [key]);
    if (child === undefined) break;
    node = child;
  }
  const property = node.parent?.type === 'property' ? node.parent : node;
  return property.offset;
}
