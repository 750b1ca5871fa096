/** The names of the fields of each definition, from which a misspelt one is told. */
import { type ContractSchema, referencedDefinition, type SchemaNode } from './dialect.js';
import { bannerComment } from './text/banner.js';

/** The text of `fields.ts`. */
export function renderFields(schema: ContractSchema): string {
  const names = Object.keys(schema.$defs);
  return [
    bannerComment('//', 'scripts/codegen/typescript-fields.ts'),
    "import type { KnownFields } from '../known-fields.js';\n",
    // A constant comes after those that it refers to.
    ...names.sort(byReference(schema)).map((name) => constant(name, schema.$defs[name] ?? {})),
  ].join('');
}

function byReference({ $defs }: ContractSchema): (one: string, other: string) => number {
  const depth = (name: string): number =>
    Math.max(0, ...referencesIn($defs[name] ?? {}).map((inner) => 1 + depth(inner)));
  return (one, other) => depth(one) - depth(other);
}

function referencesIn({ properties = {} }: SchemaNode): string[] {
  return Object.values(properties).flatMap((node) => referenceOf(node) ?? []);
}

function referenceOf({ $ref, items }: SchemaNode): string | undefined {
  const reference = $ref ?? items?.$ref;
  return reference === undefined ? undefined : referencedDefinition(reference);
}

function constant(name: string, { properties = {} }: SchemaNode): string {
  const fields = Object.entries(properties).map(([field, node]) => {
    const reference = referenceOf(node);
    return `  ${field}: ${reference === undefined ? 'null' : `fieldsOf${reference}`},\n`;
  });
  return (
    `\n/** The fields of a \`${name}\`. */\n` +
    `export const fieldsOf${name}: KnownFields = {\n${fields.join('')}};\n`
  );
}
