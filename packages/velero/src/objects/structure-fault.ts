/** The rule of a fault in an object's structure. */
export type StructureRule =
  | 'unknown-field'
  | 'wrong-type'
  | 'missing-field'
  | 'unknown-value'
  | 'wrong-format'
  | 'too-few-items';

/** Something in an object that an API server refuses, or drops without an error. */
export interface StructureFault {
  readonly rule: StructureRule;
  /** `refused`: the whole object is. `pruned`: the field is dropped, unless the client asks for strictness. */
  readonly fate: 'refused' | 'pruned';
  /** A JSON Pointer into the object. */
  readonly path: string;
  /** The fault, as it follows the pointer to it; no period. */
  readonly message: string;
  /** For an unknown field: the fields that there are in its place; none for other faults. */
  readonly known: readonly string[];
  /** For an unknown field: the JSON Pointer at which a field of this name would be taken; else null. */
  readonly belongsAt: string | null;
}
