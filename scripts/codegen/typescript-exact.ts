/**
 * Functions that tell whether a valid value is its own normalised copy already: exactly the known keys,
 * in the schema's order. A reader keeps such a value as it is.
 */

import {
  bareType,
  type ContractSchema,
  isNullable,
  referencedDefinition,
  type SchemaNode,
} from './dialect.js';
import { bannerComment } from './text/banner.js';

/** The text of `exact.ts`. */
export function renderExact(schema: ContractSchema): string {
  const names = Object.keys(schema.$defs);
  return [
    bannerComment('//', 'scripts/codegen/typescript-exact.ts'),
    "import { hasExactly } from '../has-exactly.js';\n",
    `import type { ${[...names].sort().join(', ')} } from './types.js';\n`,
    ...names.map((name) => renderFunction(name, schema.$defs[name] ?? {})),
  ].join('');
}

function renderFunction(name: string, definition: SchemaNode): string {
  const properties = Object.entries(definition.properties ?? {});
  const keys = `keysOf${name}`;
  const conditions = properties.flatMap(([key, node]) => conditionOf(`value.${key}`, node));
  return (
    `\nconst ${keys} = ${JSON.stringify(properties.map(([key]) => key)).replaceAll(',', ', ')};\n` +
    `\n/** Tells whether a valid \`${name}\` equals its normalised copy. */\n` +
    `export function isExact${name}(value: ${name}): boolean {\n` +
    `  return ${[`hasExactly(value, ${keys})`, ...conditions].join(' && ')};\n}\n`
  );
}

function conditionOf(source: string, node: SchemaNode): string[] {
  if (node.$ref !== undefined) return [`isExact${referencedDefinition(node.$ref)}(${source})`];
  const items = bareType(node) === 'array' ? node.items?.$ref : undefined;
  if (items === undefined) return [];
  const condition = `${source}.every(isExact${referencedDefinition(items)})`;
  return [isNullable(node) ? `(${source} == null || ${condition})` : condition];
}
