import { pointerTokens } from '@k8s-backup-target/schema/internal';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { DocumentPart } from './position.js';

/** The tree of a JSON text; undefined for one that nests thousands of levels deep, on which the parser gives up. */
export function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}

/** The node that a JSON Pointer names, or else its nearest ancestor; and whether it is the one that is named. */
export function nodeAt(
  root: Node,
  pointer: string,
): { readonly node: Node; readonly isIt: boolean } {
  let node = root;
  for (const token of pointerTokens(pointer)) {
    const key = node.type === 'array' ? Number(token) : token;
    const child = findNodeAtLocation(node, [key]);
    if (child === undefined) return { node, isIt: false };
    node = child;
  }
  return { node, isIt: true };
}

/** Where a node begins, or the key of it. */
export function offsetOf(root: Node, pointer: string, part: DocumentPart): number {
  const { node, isIt } = nodeAt(root, pointer);
  const property = node.parent?.type === 'property' ? node.parent : node;
  return part === 'key' && isIt ? property.offset : node.offset;
}

/** The tree of the text that was looked into last: the problems of a databag come one after the other. */
let last: { readonly text: string; readonly root: Node | undefined } | undefined;

/** The offset of a value in a JSON text, or of its key; undefined in a text that is none. */
export function offsetIn(text: string, pointer: string, part: DocumentPart): number | undefined {
  if (last?.text !== text) last = { text, root: treeOf(text) };
  return last.root === undefined ? undefined : offsetOf(last.root, pointer, part);
}
