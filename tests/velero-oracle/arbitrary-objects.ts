import fc from 'fast-check';
import type { VeleroKind } from '../../packages/velero/src/objects/index.js';
import type { Structure } from '../../packages/velero/src/objects/schema/structure.js';
import { schemaOf } from '../../packages/velero/src/objects/schema-of.js';

/** An object of Velero, right or wrong in any of its fields but its metadata. */
export interface WholeObject {
  readonly apiVersion: 'velero.io/v1';
  readonly kind: VeleroKind;
  readonly metadata: { readonly name: string };
  readonly [field: string]: unknown;
}

/** Objects of each kind by the schema of a release, every value of which may be wrong. */
export function wholeObjects(release: string): fc.Arbitrary<WholeObject> {
  const kind = fc.constantFrom<VeleroKind>(
    'Backup',
    'BackupStorageLocation',
    'Schedule',
    'VolumeSnapshotLocation',
  );
  return kind.chain((name) => {
    const { metadata: _, ...properties } = schemaOf(name, release).properties ?? {};
    const fields = fc.record(
      Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, values(part)])),
      { requiredKeys: [], noNullPrototype: true },
    );
    return fc.tuple(fields, strangers()).map(([known, strange]) => ({
      ...strange,
      ...known,
      apiVersion: 'velero.io/v1' as const,
      kind: name,
      metadata: { name: 'a' },
    }));
  });
}

/** Values by a schema; about one in thirty is of another type, or null. */
function values(structure: Structure): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 60, arbitrary: right(structure) },
    { weight: 1, arbitrary: fc.constantFrom(1, 1.5, true, 'text', '', {}, [], { a: 'b' }, ['a']) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}

function right(structure: Structure): fc.Arbitrary<unknown> {
  switch (structure.type) {
    case 'object':
      return members(structure);
    case 'array':
      return fc.array(values(structure.items ?? {}), {
        minLength: structure.minItems ?? 0,
        maxLength: 2,
      });
    case 'integer':
      return fc.integer({ min: -10, max: 1000 });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return texts(structure);
    default:
      return fc.constantFrom('text', 1, {}, [1]);
  }
}

function members(structure: Structure): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = structure;
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, values(part)])),
    { requiredKeys: [...required], noNullPrototype: true },
  );
  const lacking = fc
    .tuple(known, fc.constantFrom(...(required.length > 0 ? required : [''])))
    .map(([fields, name]) =>
      Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name)),
    );
  const own = fc.oneof({ weight: 40, arbitrary: known }, { weight: 1, arbitrary: lacking });
  const more =
    additionalProperties === undefined
      ? strangers()
      : fc.dictionary(fc.constantFrom('a', 'b', 'c'), values(additionalProperties), {
          maxKeys: 2,
          noNullPrototype: true,
        });
  return fc.tuple(own, more).map(([fields, others]) => ({ ...others, ...fields }));
}

/** Now and then a field that no object has. */
function strangers(): fc.Arbitrary<Record<string, unknown>> {
  return fc.oneof(
    { weight: 40, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ stranger: { a: 1 } }) },
    { weight: 1, arbitrary: fc.constant({ matchlabels: 'x' }) },
  );
}

function texts({ enum: allowed, format }: Structure): fc.Arbitrary<string> {
  const odd = fc.constantFrom('', 'text', 'fail', '2026-02-30T02:00:00Z', '2026-01-31', 'YQ=');
  const good =
    format === 'date-time'
      ? fc.constantFrom('2026-01-31T02:00:00Z', '2026-01-31t02:00:00.5+01:00')
      : format === 'byte'
        ? fc.constantFrom('YQ==', 'YWJj')
        : fc.constantFrom('1h', 'a', 'In');
  const right = allowed === undefined ? good : fc.constantFrom(...allowed.map(String));
  return fc.oneof({ weight: 60, arbitrary: right }, { weight: 1, arbitrary: odd });
}
