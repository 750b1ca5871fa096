/**
 * Straight-line functions that write a normalised value as Python's `json.dumps` does. What is
 * between the values is known beforehand, so each function is one template.
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

/** The text of `encode.ts`. What the root holds is encoded item by item, so it needs no function. */
export function renderEncode(schema: ContractSchema): string {
  const root = referencedDefinition(schema.$ref);
  const names = Object.keys(schema.$defs).filter((name) => name !== root);
  const items = JSON.stringify(schema.$defs[root]?.properties ?? {});
  const functions = names.map((name) =>
    renderFunction(name, schema.$defs[name] ?? {}, items.includes(`"#/$defs/${name}"`)),
  );
  const helpers = ['inner', 'list', 'map', 'text', 'texts'].filter((helper) =>
    functions.some((code) => code.includes(`{${helper}(`)),
  );
  return [
    bannerComment('//', 'scripts/codegen/typescript-encode.ts'),
    "import type { Normalized } from '../normalized.js';\n",
    `import { ${helpers.join(', ')} } from '../python-json.js';\n`,
    `import type { ${[...names].sort().join(', ')} } from './types.js';\n`,
    ...functions,
  ].join('');
}

function renderFunction(name: string, definition: SchemaNode, isExported: boolean): string {
  const fields = Object.entries(definition.properties ?? {}).map(([key, node], index) =>
    fieldOf(key, node, index === 0 ? '' : ', '),
  );
  return (
    `\n/** A normalised \`${name}\` as \`json.dumps\` writes it. */\n` +
    `${isExported ? 'export ' : ''}function encode${name}(value: Normalized<${name}>): string {\n` +
    `  return \`{${fields.join('')}}\`;\n}\n`
  );
}

/** One field after its separator. The dialect sees to it that the first is always there. */
function fieldOf(key: string, node: SchemaNode, separator: string): string {
  const field = `${separator}"${key}": ${textOf(`value.${key}`, node)}`;
  return isLeftOutWhenUnset(node) ? `\${value.${key} === null ? '' : \`${field}\`}` : field;
}

function textOf(source: string, node: SchemaNode): string {
  if (node.$ref !== undefined) return `\${encode${referencedDefinition(node.$ref)}(${source})}`;
  const type = bareType(node);
  if (type === 'string') return isNullable(node) ? `\${text(${source})}` : `"\${inner(${source})}"`;
  if (type === 'array') return `\${${textOfList(source, node.items ?? {})}}`;
  if (type === 'object') return `\${map(${source})}`;
  return `\${${source}}`;
}

function textOfList(source: string, items: SchemaNode): string {
  if (items.$ref !== undefined) return `list(${source}, encode${referencedDefinition(items.$ref)})`;
  return bareType(items) === 'string' ? `texts(${source})` : `list(${source}, String)`;
}
