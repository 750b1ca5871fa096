import { pointerTokens } from '@k8s-backup-target/schema';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { InputDocument } from './document.js';
import { linesOf } from './lines-of.js';
import type { Position } from './position.js';
import type { Source } from './source.js';

/** A source that is JSON, else undefined. Positions are looked up only when one is asked for. */
export function parseJsonSource(source: Source): InputDocument | undefined {
  const value = parsed(source.text);
  if (value === undefined) return undefined;
  let root: Node | undefined;
  return {
    source,
    value: value.json,
    positionOf(pointer) {
      root ??= treeOf(source.text);
      return root === undefined ? { line: 1, column: 1 } : find(source, root, pointer);
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

function find(source: Source, root: Node, pointer: string): Position {
  let node = root;
  for (const token of pointerTokens(pointer)) {
    const key = node.type === 'array' ? Number(token) : token;
    const child = findNodeAtLocation(node, [key]);
    if (child === undefined) break;
    node = child;
  }
  const property = node.parent?.type === 'property' ? node.parent : node;
  return linesOf(source).positionAt(property.offset);
}
