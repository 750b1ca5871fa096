/**
 * Checks of plain data for Python, which need no Pydantic: what they are not sure of, a model judges.
 * With them, what a provider publishes of a checked value.
 */
import {
  bareType,
  type ContractSchema,
  isLeftOutWhenUnset,
  isNullable,
  referencedDefinition,
  type SchemaNode,
} from './dialect.js';
import { bannerComment } from './text/banner.js';

const HELPERS = [
  'boolean',
  'each',
  'list_of',
  'map_of',
  'object_of',
  'optional',
  'published',
  'text',
];

/** The text of `plain.py`: a check for each definition in the write view, under its name in snake_case. */
export function renderPythonPlain(schema: ContractSchema): string {
  const names = inOrderOfUse(schema);
  const checks = [
    ...names.map((name) => checkOf(name, schema.$defs[name] ?? {})),
    ...names.map((name) => publishedOf(name, schema.$defs[name] ?? {})),
  ];
  const used = HELPERS.filter((helper) =>
    checks.some((check) => new RegExp(`\\b${helper}\\b(?:\\(|,\\n|\\))`).test(check)),
  );
  return [
    bannerComment('#', 'scripts/codegen/python-plain.ts'),
    '"""Plain data in the write view: see `k8s_backup_target._plain`."""\n\n',
    `from .._plain import ${used.join(', ')}\n`,
    ...checks,
  ].join('');
}

/** The definitions, each behind those that it refers to. */
function inOrderOfUse(schema: ContractSchema): string[] {
  const ordered = new Set<string>();
  const add = (name: string): void => {
    for (const node of Object.values(schema.$defs[name]?.properties ?? {})) {
      const ref = node.$ref ?? node.items?.$ref ?? node.additionalProperties?.$ref;
      if (ref !== undefined) add(referencedDefinition(ref));
    }
    ordered.add(name);
  };
  for (const name of Object.keys(schema.$defs)) add(name);
  return [...ordered];
}

function checkOf(name: string, definition: SchemaNode): string {
  const fields = Object.entries(definition.properties ?? {}).map(
    ([key, node]) => `    "${key}": ${fieldCheck(node)},\n`,
  );
  return `\n${checkName(name)} = object_of({\n${fields.join('')}})\n"""A \`${name}\`."""\n`;
}

/** What is published of a checked value: without the unset fields that the schema leaves out. */
function publishedOf(name: string, definition: SchemaNode): string {
  const properties = Object.entries(definition.properties ?? {});
  const leftOut = properties.flatMap(([key, node]) =>
    isLeftOutWhenUnset(node) ? [`"${key}"`] : [],
  );
  const inner = properties.flatMap(([key, node]) => innerPublished(key, node));
  const lines = [
    `left_out_when_unset=(${leftOut
      .map((key) => `${key}, `)
      .join('')
      .trimEnd()}),`,
    ...inner,
  ];
  return (
    `\npublished_${checkName(name)} = published(\n${lines.map((line) => `    ${line}\n`).join('')})\n` +
    `"""A checked \`${name}\` as a provider publishes it."""\n`
  );
}

function innerPublished(key: string, node: SchemaNode): string[] {
  if (node.$ref !== undefined)
    return [`${key}=published_${checkName(referencedDefinition(node.$ref))},`];
  const items = node.items?.$ref;
  if (items === undefined) return [];
  return [`${key}=each(published_${checkName(referencedDefinition(items))}),`];
}

function fieldCheck(node: SchemaNode): string {
  return isNullable(node) ? `optional(${valueCheck(node)})` : valueCheck(node);
}

function valueCheck(node: SchemaNode | undefined): string {
  if (node === undefined) throw new Error('a list or a map does not say what it holds');
  if (node.$ref !== undefined) return checkName(referencedDefinition(node.$ref));
  switch (bareType(node)) {
    case 'array':
      return `list_of(${valueCheck(node.items)})`;
    case 'object':
      return `map_of(${valueCheck(node.additionalProperties)})`;
    case 'boolean':
      return 'boolean';
    default:
      return `text(${constraintsOf(node).join(', ')})`;
  }
}

function constraintsOf({ pattern, minLength, maxLength }: SchemaNode): string[] {
  const constraints = { pattern, min_length: minLength, max_length: maxLength };
  return Object.entries(constraints)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
}

function checkName(definition: string): string {
  return definition.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
