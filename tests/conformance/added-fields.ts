/** Cases that follow from the schema alone, for the fields that were added since the first release. */
import { readFileSync } from 'node:fs';
import { type Case, type CaseClass, SCHEMA_FILE } from './corpus.js';

interface Field {
  readonly type: readonly string[];
  readonly examples?: readonly unknown[];
}

interface Schema {
  readonly $defs: {
    readonly K8sBackupTargetSpec: { readonly properties: Readonly<Record<string, Field>> };
  };
}

const SAMPLES: Readonly<Record<string, unknown>> = {
  string: '',
  boolean: true,
  array: ['a'],
  object: { a: 'b' },
};

/**
 * The class `added-fields`: of each field, null, its first example, and a wrong type at each level. So a
 * field works in every language before anybody has written a case. A pattern or a length needs cases in
 * the corpus.
 */
export function addedFields(schema: unknown = readSchema()): CaseClass {
  const { properties } = (schema as Schema).$defs.K8sBackupTargetSpec;
  const added = Object.entries(properties).filter(
    ([, node]) => !('x-published-when-unset' in node),
  );
  const unset = Object.fromEntries(Object.keys(properties).map((field) => [field, null]));
  return {
    class: 'added-fields',
    about: 'Fields that were added since the first release, from the schema alone.',
    cases: added.flatMap(([field, node]) => casesOf(field, node, unset)),
  };
}

function readSchema(): unknown {
  return JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
}

function casesOf(field: string, node: Field, unset: object): readonly Case[] {
  const type = node.type.find((name) => name !== 'null') ?? '';
  const sample = node.examples?.[0] ?? SAMPLES[type];
  const valid = (name: string, value: unknown): Case => ({
    ...caseOf(field, name, value),
    valid: true,
    value: { backup_targets: [{ ...ENTRY, spec: { ...unset, [field]: value } }] },
    issues: [],
  });
  const wrong = (name: string, value: unknown, pointer = ''): Case => ({
    ...caseOf(field, name, value),
    valid: false,
    value: { backup_targets: [] },
    issues: [{ path: `/backup_targets/0/spec/${field}${pointer}`, rule: 'type' }],
  });
  return [
    valid('null', null),
    valid('example', sample),
    wrong('type', 0),
    ...(type === 'array' ? [wrong('item', [0], '/0')] : []),
    ...(type === 'object' ? [wrong('value', { a: 0 }, '/a')] : []),
  ];
}

const ENTRY = { app: 'a', relation_name: 'backup', model: 'm' } as const;

function caseOf(field: string, name: string, value: unknown) {
  return {
    id: `added-fields/${field.replaceAll('_', '-')}-${name}`,
    summary: `${field}: ${name}`,
    layer: 'object',
    view: 'write',
    input: JSON.stringify({ backup_targets: [{ ...ENTRY, spec: { [field]: value } }] }),
    provenance: 'derived from the JSON Schema',
  } as const;
}
