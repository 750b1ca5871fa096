/**
 * Straight-line functions that turn a valid value into its normalised copy: the known keys in
 * schema order, null where unset, unknown keys dropped. The codec carries a new field through them.
 */

import {
  bareType,
  type ContractSchema,
  isNullable,
  referencedDefinition,
  type SchemaNode,
} from './dialect.js';
import { bannerComment } from './text/banner.js';

/** The text of `normalize.ts`. */
export function renderNormalize(schema: ContractSchema): string {
  const names = Object.keys(schema.$defs);
  return [
    bannerComment('//', 'scripts/codegen/typescript-normalize.ts'),
    "import type { Normalized } from '../normalized.js';\n",
    `import type { ${[...names].sort().join(', ')} } from './types.js';\n`,
    ...names.map((name) => renderFunction(name, schema.$defs[name] ?? {})),
  ].join('');
}

function renderFunction(name: string, definition: SchemaNode): string {
  const fields = Object.entries(definition.properties ?? {}).map(
    ([key, node]) => `    ${key}: ${copyOf(`value.${key}`, node)},\n`,
  );
  return (
    `\n/** A copy of a valid \`${name}\` with exactly its known keys, null where unset. */\n` +
    `export function normalize${name}(value: ${name}): Normalized<${name}> {\n` +
    `  return {\n${fields.join('')}  };\n}\n`
  );
}

function copyOf(source: string, node: SchemaNode): string {
  if (node.$ref !== undefined) return `normalize${referencedDefinition(node.$ref)}(${source})`;
  const copy = copyOfPresent(source, node);
  if (!isNullable(node)) return copy;
  return copy === source ? `${source} ?? null` : `${source} == null ? null : ${copy}`;
}

function copyOfPresent(source: string, node: SchemaNode): string {
  const type = bareType(node);
  if (type === 'array') return copyOfArray(source, node.items ?? {});
  // Spread defines own properties, so a key such as __proto__ stays an ordinary key.
  if (type === 'object') return `{ ...${source} }`;
  return source;
}

function copyOfArray(source: string, items: SchemaNode): string {
  if (items.$ref !== undefined)
    return `${source}.map(normalize${referencedDefinition(items.$ref)})`;
  const copy = copyOfPresent('item', items);
  return copy === 'item' ? `${source}.slice()` : `${source}.map((item) => (${copy}))`;
}
