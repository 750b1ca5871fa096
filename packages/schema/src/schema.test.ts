import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: Node;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
}

interface Contract {
  readonly $schema: string;
  readonly $id: string;
  readonly $ref: string;
  readonly $defs: Readonly<Record<string, Node>>;
}

const SCHEMA = new URL('../../../schema/v0/k8s_backup_target.schema.json', import.meta.url);
const text = readFileSync(SCHEMA, 'utf8');
const schema = JSON.parse(text) as Contract;

const fields = Object.entries(schema.$defs).flatMap(([definition, { properties, required }]) =>
  Object.entries(properties ?? {}).map(([key, node]) => ({
    definition,
    key,
    node,
    required: required?.includes(key) ?? false,
  })),
);

function typeOf({ $ref, type, items, additionalProperties }: Node): string {
  if ($ref !== undefined) return $ref.replace('#/$defs/', '');
  const inner = items ?? additionalProperties;
  const names = [type]
    .flat()
    .map((name) => (inner && name !== 'null' ? `${name} of ${typeOf(inner)}` : name));
  return names.join(' or ');
}

describe('schema/v0', () => {
  it("has the interface's first definitions and fields, in their order, with their types", () => {
    const outline = fields.map(
      ({ definition, key, node, required }) =>
        `${definition}.${key}: ${required ? 'required' : 'optional'} ${typeOf(node)}`,
    );
    const first = [
      'ProviderAppData.backup_targets: required array of BackupTargetEntry',
      'BackupTargetEntry.app: required string',
      'BackupTargetEntry.relation_name: required string',
      'BackupTargetEntry.model: required string',
      'BackupTargetEntry.spec: required K8sBackupTargetSpec',
      'K8sBackupTargetSpec.include_namespaces: optional array of string or null',
      'K8sBackupTargetSpec.include_resources: optional array of string or null',
      'K8sBackupTargetSpec.exclude_namespaces: optional array of string or null',
      'K8sBackupTargetSpec.exclude_resources: optional array of string or null',
      'K8sBackupTargetSpec.include_cluster_resources: optional boolean or null',
      'K8sBackupTargetSpec.label_selector: optional object of string or null',
      'K8sBackupTargetSpec.ttl: optional string or null',
    ];
    expect(outline.filter((line) => first.includes(line))).toEqual(first);
    const required = outline.filter((line) => line.includes(': required '));
    expect(required).toEqual(first.filter((line) => line.includes(': required ')));
  });

  it('is draft 2020-12 and describes ProviderAppData', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.$ref).toBe('#/$defs/ProviderAppData');
  });

  it('defaults every optional field to null', () => {
    const optional = fields.filter(({ required }) => !required);
    expect(optional.length).toBeGreaterThanOrEqual(7);
    expect(optional.filter(({ node }) => node.default !== null)).toEqual([]);
  });

  it('describes every definition and every field, and gives examples of every field', () => {
    const definitions = Object.values(schema.$defs).filter(({ description }) => !description);
    const bare = fields.filter(
      ({ node }) => !node.$ref && !(node.description && node.examples && node.examples.length > 0),
    );
    expect([...definitions, ...bare]).toEqual([]);
  });

  it('compiles in Ajv with every strict rule, the meta-schema included', () => {
    const ajv = new Ajv2020({
      strict: true,
      allErrors: true,
      validateSchema: true,
      keywords: ['x-published-when-unset'],
    });
    const validate = ajv.compile(schema);
    expect(validate({ backup_targets: [] })).toBe(true);
    expect(validate({})).toBe(false);
  });

  it.each(fields.filter(({ node }) => node.examples))(
    'gives only valid examples of $definition.$key',
    ({ definition, key, node }) => {
      const ajv = new Ajv2020({
        strict: true,
        allErrors: true,
        keywords: ['x-published-when-unset'],
      });
      ajv.addSchema(schema);
      const ref = `${schema.$id}#/$defs/${definition}/properties/${key}`;
      for (const example of node.examples ?? []) {
        ajv.validate({ $ref: ref }, example);
        expect({ example, errors: ajv.errors ?? [] }).toEqual({ example, errors: [] });
      }
    },
  );

  it('is what the package exports as JSON', () => {
    const manifest = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    ) as { readonly exports: Readonly<Record<string, string>> };
    const target = manifest.exports['./v0/k8s_backup_target.schema.json'];
    expect(readFileSync(new URL(`../${target}`, import.meta.url), 'utf8')).toBe(text);
  });
});
