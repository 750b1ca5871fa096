/**
 * Straight-line functions that write a normalised value as Python's `json.dumps` does. What stands
 * between the values is known beforehand, so each function is one template.
 */
import { bannerComment } from './banner.js';
import {
  bareType,
  type ContractSchema,
  isNullable,
  referencedDefinition,
  type SchemaNode,
} from './dialect.js';

/** The text of `encode.ts`: a databag holds the root's fields one by one, so that the root has no function. */
export function renderEncode(schema: ContractSchema): string {
  const root = referencedDefinition(schema.$ref);
  const names = Object.keys(schema.$defs).filter((name) => name !== root);
  const exported = new Set(
    Object.values(schema.$defs[root]?.properties ?? {})
      .map(({ $ref, items }) => $ref ?? items?.$ref)
      .map((reference) => (reference === undefined ? '' : referencedDefinition(reference))),
  );
  const functions = names.map((name) => {
    const code = renderFunction(name, schema.$defs[name] ?? {});
    return exported.has(name) ? code.replace('\nfunction ', '\nexport function ') : code;
  });
  const helpers = ['inner', 'list', 'map', 'text', 'texts'].filter((helper) =>
    functions.some((code) => code.includes(`${helper}(`)),
  );
  return [
    bannerComment('//', 'scripts/codegen/typescript-encode.ts'),
    "import type { Normalized } from '../normalized.js';\n",
    `import { ${helpers.join(', ')} } from '../python-json.js';\n`,
    `import type { ${[...names].sort().join(', ')} } from './types.js';\n`,
    ...functions,
  ].join('');
}

function renderFunction(name: string, definition: SchemaNode): string {
  const fields = Object.entries(definition.properties ?? {}).map(
    ([key, node]) => `"${key}": ${textOf(`value.${key}`, node)}`,
  );
  return (
    `\n/** A normalised \`${name}\` as \`json.dumps\` writes it. */\n` +
    `function encode${name}(value: Normalized<${name}>): string {\n` +
    `  return \`{${fields.join(', ')}}\`;\n}\n`
  );
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
