/** json-schema-to-typescript: one interface per definition, documented by its descriptions. */
import { compile } from 'json-schema-to-typescript';
import { bareType, type ContractSchema, type SchemaNode } from './dialect.js';
import { replaceExactly } from './replace-exactly.js';
import { bannerComment } from './text/banner.js';

const GENERATOR = 'json-schema-to-typescript';

/** The text of `types.ts`. */
export async function renderTypes(schema: ContractSchema): Promise<string> {
  const text = await compile(withTypes(schema), 'Contract', {
    bannerComment: bannerComment('//', GENERATOR),
    additionalProperties: false,
    unknownAny: true,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 100 },
  });
  return readonlyLists(restoreNames(text, Object.keys(schema.$defs)), schema);
}

/**
 * The generator upper-cases a letter after a digit: `K8sX` comes out as `K8SX`. It does so too with what its option
 * `customName` returns, so a patch of the text remains.
 */
function restoreNames(text: string, names: readonly string[]): string {
  return names.reduce((current, name) => {
    const mangled = name.replace(/\d+[a-z]/g, (run) => run.toUpperCase());
    return current.replace(new RegExp(`\\b${mangled}\\b`, 'g'), name);
  }, text);
}

/**
 * A list of a definition's objects becomes a readonly list. A patch, because the generator has no option for
 * it, and with a `tsType` at the list it would not see the definition, and not emit it.
 */
function readonlyLists(text: string, schema: ContractSchema): string {
  const nodes = Object.values(schema.$defs).flatMap((node) => Object.values(node.properties ?? {}));
  const lists = nodes.filter(({ items }) => items?.$ref !== undefined).length;
  return replaceExactly(text, /(?<=: )(\w+\[\])/g, 'readonly $1', lists);
}

/** A copy with the types of fields where the generator's own differ, in `tsType`, which it takes as they are. */
function withTypes(schema: ContractSchema): Record<string, unknown> {
  const definitions = Object.entries(schema.$defs).map(([name, definition]) => {
    const { properties = {}, required = [] } = definition;
    const typed = Object.entries(properties).map(([key, node]) => {
      const tsType = typeOf(node, required.includes(key));
      return [key, { ...noted(node), ...(tsType === undefined ? {} : { tsType }) }];
    });
    return [name, { ...definition, properties: Object.fromEntries(typed) }];
  });
  return { $ref: schema.$ref, $defs: Object.fromEntries(definitions) };
}

/**
 * Lists and maps are readonly: what is handed over is never changed. An optional field may be undefined, also
 * under `exactOptionalPropertyTypes`: a charm may hand over a config option that is not set.
 */
function typeOf(node: SchemaNode, isRequired: boolean): string | undefined {
  const bare = bareTypeText(node);
  if (bare === undefined) return undefined;
  const orNull = Array.isArray(node.type) && node.type.includes('null') ? ' | null' : '';
  return `${bare}${orNull}${isRequired ? '' : ' | undefined'}`;
}

/** Undefined for what leads to another definition. */
function bareTypeText(node: SchemaNode | undefined): string | undefined {
  if (node === undefined || node.$ref !== undefined) return undefined;
  const bare = bareType(node);
  if (bare !== 'array' && bare !== 'object') return bare;
  const inner = bareTypeText(bare === 'array' ? node.items : node.additionalProperties);
  if (inner === undefined) return undefined;
  return bare === 'array' ? `readonly ${inner}[]` : `{ readonly [k: string]: ${inner} }`;
}

/** With what the generator would leave out: the pattern and the examples. */
function noted(node: SchemaNode): SchemaNode {
  if (node.description === undefined) return node;
  const pattern = node.pattern === undefined ? [] : [`@pattern ${node.pattern}`];
  const examples = (node.examples ?? []).map((example) => `@example ${JSON.stringify(example)}`);
  return { ...node, description: [node.description, '', ...pattern, ...examples].join('\n') };
}
