// The source file, which imports nothing: what checks the schema needs no build of what is made from it.
import { appendPointer } from '../../packages/schema/src/pointer.js';

/** A change to the schema by which data or code that agreed with the released one no longer does. */
export interface Break {
  /** JSON Pointer into the schema file, as far as it still exists: to the changed keyword or field. */
  readonly pointer: string;
  /** The change, and whom it hurts. */
  readonly reason: string;
}

/** A change of a pattern that people have found to take every text that the released pattern takes. */
export interface ReviewedWidening {
  /** The schema file, for example `v0/k8s_backup_target.schema.json`. */
  readonly file: string;
  /** JSON Pointer to the pattern in the schema file. */
  readonly pointer: string;
  /** The released pattern. */
  readonly from: string;
  /** The new pattern; empty where it was removed. */
  readonly to: string;
  /** Why each text that `from` takes is taken by `to` as well. */
  readonly because: string;
}

/** `key` as the next step of a JSON Pointer. */
export function under(pointer: string, ...keys: readonly string[]): string {
  return keys.reduce(appendPointer, pointer);
}
