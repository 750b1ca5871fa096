import type { VeleroKind } from './generated/schemas.js';
import { judgeValue } from './judge-value.js';
import { placeOfField } from './place-of-field.js';
import { isMembers, type Members } from './schema/structure.js';
import { schemaOf } from './schema-of.js';
import type { StructureFault } from './structure-fault.js';
import { unknownField } from './unknown-field.js';

/** What an API server makes of an object. */
export interface JudgedStructure {
  readonly faults: readonly StructureFault[];
  /** What it would store: the object without what it drops. Where a fault is `refused`, it stores nothing. */
  readonly stored: Members;
}

/**
 * Judges an object by the schema that a release of Velero brings into a cluster: what the API server refuses, what
 * it drops, and what it takes. It knows nothing of what Velero makes of it then.
 *
 * @param object an object of `kind`, as JSON or YAML gives it.
 * @param release of Velero, such as `1.18.3`. Releases without a schema of their own have that of the one before.
 */
export function judgeStructure(
  kind: VeleroKind,
  object: Members,
  release: string,
): JudgedStructure {
  const schema = schemaOf(kind, release);
  const spec = schema.properties?.['spec'] ?? {};
  const { faults, stored } = judgeValue(object, schema, '');
  return {
    stored: isMembers(stored) ? stored : {},
    faults: faults.map((fault) => {
      const { rule, path, key, known } = fault;
      if (rule !== 'unknown-field' || key === undefined) return fault;
      return unknownField({ path, key, known, belongsAt: placeOfField(key, spec, '/spec') });
    }),
  };
}
