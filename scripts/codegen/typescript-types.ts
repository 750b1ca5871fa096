/** json-schema-to-typescript: one interface per definition, documented by its descriptions. */
import { compile } from 'json-schema-to-typescript';
import { bareType, type ContractSchema, type SchemaNode } from './dialect.js';
import { replaceExactly } from './replace-exactly.js';
import { bannerComment } from './text/banner.js';

const GENERATOR = 'json-schema-to-typescript';
const OPTIONAL_FIELD = /(\?: )((?:[^;{]|\{[^}]*\})+)(?=;)/g;

/** The text of `types.ts`. */
export async function renderTypes(schema: ContractSchema): Promise<string> {
  const text = await compile(withNotes(schema), 'Contract', {
    bannerComment: bannerComment('//', GENERATOR),
    additionalProperties: false,
    unknownAny: true,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 100 },
  });
  return allowUndefined(
    readonlyLists(restoreNames(text, Object.keys(schema.$defs)), schema),
    schema,
  );
}

/** The generator upper-cases a letter after a digit: `K8sX` comes out as `K8SX`. */
function restoreNames(text: string, names: readonly string[]): string {
  return names.reduce((current, name) => {
    const mangled = name.replace(/\d+[a-z]/g, (run) => run.toUpperCase());
    return current.replace(new RegExp(`\\b${mangled}\\b`, 'g'), name);
  }, text);
}

/** `T[]` becomes `readonly T[]`, and a map a readonly map: what is handed over is never changed. */
function readonlyLists(text: string, schema: ContractSchema): string {
  const nodes = Object.values(schema.$defs).flatMap((node) => Object.values(node.properties ?? {}));
  const lists = nodes.filter((node) => bareType(node) === 'array').length;
  const maps = nodes.filter((node) => bareType(node) === 'object').length;
  const withLists = replaceExactly(text, /(?<=: )(\w+\[\])/g, 'readonly $1', lists);
  return replaceExactly(withLists, /\[k: string\]:/g, 'readonly [k: string]:', maps);
}

/**
 * `field?: T` becomes `field?: T | undefined`: a charm may hand over a config option that is not
 * set, also under `exactOptionalPropertyTypes`.
 */
function allowUndefined(text: string, schema: ContractSchema): string {
  const optional = Object.values(schema.$defs).flatMap((definition) =>
    Object.keys(definition.properties ?? {}).filter((key) => !definition.required?.includes(key)),
  );
  return replaceExactly(text, OPTIONAL_FIELD, '$1$2 | undefined', optional.length);
}

/** A copy whose descriptions carry what the generator would leave out: patterns and examples. */
function withNotes(schema: ContractSchema): Record<string, unknown> {
  const definitions = Object.entries(schema.$defs).map(([name, definition]) => {
    const properties = Object.entries(definition.properties ?? {}).map(([key, node]) => [
      key,
      noted(node),
    ]);
    return [name, { ...definition, properties: Object.fromEntries(properties) }];
  });
  return { $ref: schema.$ref, $defs: Object.fromEntries(definitions) };
}

function noted(node: SchemaNode): SchemaNode {
  if (node.description === undefined) return node;
  const pattern = node.pattern === undefined ? [] : [`@pattern ${node.pattern}`];
  const examples = (node.examples ?? []).map((example) => `@example ${JSON.stringify(example)}`);
  return { ...node, description: [node.description, '', ...pattern, ...examples].join('\n') };
}
