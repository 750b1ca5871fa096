import type { Issue } from '@k8s-backup-target/schema';
import { issueOf, type Template, type Values } from '@k8s-backup-target/schema/internal';
import type { ObjectRule } from './generated/object-rule.js';

/** The rule of a fault in an object's structure. */
export type StructureRule = Extract<
  ObjectRule,
  | 'unknown-field'
  | 'wrong-type'
  | 'missing-field'
  | 'unknown-value'
  | 'wrong-format'
  | 'too-few-items'
>;

/** Something in an object that an API server refuses, or drops without an error. */
export interface StructureFault extends Issue<StructureRule> {
  /** `refused`: the whole object is. `pruned`: the field is dropped, unless the client asks for strictness. */
  readonly fate: 'refused' | 'pruned';
  /** A JSON Pointer into the object. */
  readonly path: string;
  /** For an unknown field: the fields that there are in its place; none for other faults. */
  readonly known: readonly string[];
  /** For an unknown field: the JSON Pointer at which a field of this name would be taken; else null. */
  readonly belongsAt: string | null;
}

/** A fault for which an API server refuses the object. */
export function refusedFor<T extends Template & { readonly rule: StructureRule }>(
  template: T,
  path: string,
  values: Values<T>,
): StructureFault {
  return { ...issueOf(template, path, values), fate: 'refused', known: [], belongsAt: null };
}
