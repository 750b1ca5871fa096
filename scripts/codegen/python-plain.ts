/** Checks of plain data for Python, which need no Pydantic: what they are not sure of, a model judges. */
import { bannerComment } from './banner.js';
import {
  bareType,
  type ContractSchema,
  isNullable,
  referencedDefinition,
  type SchemaNode,
} from './dialect.js';

const HELPERS = ['boolean', 'list_of', 'map_of', 'object_of', 'optional', 'text'];

/** The text of `plain.py`: a check for each definition in the write view, under its name in snake_case. */
export function renderPythonPlain(schema: ContractSchema): string {
  const checks = inOrderOfUse(schema).map((name) => checkOf(name, schema.$defs[name] ?? {}));
  const used = HELPERS.filter((helper) => checks.some((check) => check.includes(helper)));
  return [
    bannerComment('#', 'scripts/codegen/python-plain.ts'),
    '"""Checks of plain data in the write view: see `k8s_backup_target.plain`."""\n\n',
    `from ..plain import ${used.join(', ')}\n`,
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
