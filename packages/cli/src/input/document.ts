import { pointerTokens } from '@k8s-backup-target/schema/internal';
import { offsetIn } from './json-tree.js';
import { linesOf } from './lines-of.js';
import type { DocumentPart, Position } from './position.js';
import type { Source } from './source.js';
import { type WrittenText, writtenOffset } from './text-offset.js';

/** One JSON value, or one of the documents of a YAML stream. */
export interface InputDocument {
  readonly source: Source;
  readonly value: unknown;
  /**
   * The position of the value that a JSON Pointer names, or of its key where that is what is wrong; or else of its
   * nearest ancestor.
   */
  positionOf(pointer: string, part?: DocumentPart): Position;
  /** The text at a pointer as it is written; undefined where there is none. */
  writtenAt(pointer: string): WrittenText | undefined;
}

/** The position in a document of a value in a text that is JSON, such as a databag's. */
export function positionWithin(
  document: InputDocument,
  pointer: string,
  inner: string,
  part: DocumentPart,
): Position {
  const text = valueAt(document.value, pointer);
  const written = document.writtenAt(pointer);
  const offset = typeof text === 'string' ? offsetIn(text, inner, part) : undefined;
  if (typeof text !== 'string' || written === undefined || offset === undefined) {
    return document.positionOf(pointer);
  }
  return linesOf(document.source).positionAt(writtenOffset(written, text, offset));
}

/** The value that `pointer` names; undefined where there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  let current = value;
  for (const token of pointerTokens(pointer)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, token)) {
      return undefined;
    }
    current = Reflect.get(current, token);
  }
  return current;
}
