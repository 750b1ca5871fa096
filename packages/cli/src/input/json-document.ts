import type { Node } from 'jsonc-parser';
import type { InputDocument } from './document.js';
import { nodeAt, offsetOf, treeOf } from './json-tree.js';
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
  let known: { readonly root: Node | undefined } | undefined;
  const root = () => {
    known ??= { root: treeOf(source.text.slice(start, end)) };
    return known.root;
  };
  return {
    source,
    value,
    positionOf(pointer, part = 'value') {
      const tree = root();
      const offset = tree === undefined ? 0 : offsetOf(tree, pointer, part);
      return linesOf(source).positionAt(start + offset);
    },
    writtenAt(pointer) {
      const tree = root();
      const { node, isIt } = tree === undefined ? {} : nodeAt(tree, pointer);
      if (node?.type !== 'string' || isIt !== true) return undefined;
      const from = start + node.offset + 1;
      const raw = source.text.slice(from, from + node.length - 2);
      return { start: from, raw, style: 'double' };
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
