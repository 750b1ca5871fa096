import { pointerTokens } from '@k8s-backup-target/schema/internal';
import type { Position } from './position.js';
import type { Source } from './source.js';

/** One JSON value, or one of the documents of a YAML stream. */
export interface InputDocument {
  readonly source: Source;
  readonly value: unknown;
  /**
   * The position of the value that a JSON Pointer names, or else of its nearest ancestor. A
   * member of a YAML mapping is at its key, since its value may begin on another line.
   */
  positionOf(pointer: string): Position;
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
