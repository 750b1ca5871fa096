/** Ajv standalone: the validators of one view as self-contained ESM without any import. */
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { type ContractSchema, referencedDefinition, type SchemaNode } from './dialect.js';
import { replaceExactly } from './replace-exactly.js';
import { bannerComment } from './text/banner.js';

/** `read` tolerates keys that the schema does not know (a peer may be newer), `write` refuses them. */
export type View = 'read' | 'write';

const GENERATOR = 'Ajv standalone';
const ANNOTATIONS = new Set([
  'title',
  'description',
  'default',
  'examples',
  'x-published-when-unset',
]);
const CONCATENATION = /vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\)/g;
const CODE_POINT_LENGTH = /require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g;

/** Parameters that Ajv passes down for keywords that the dialect does not have. */
const UNUSED_PARAMETERS = /, parentData, parentDataProperty, rootData=data(?=\}=\{\}\))/g;
const UNUSED_ARGUMENTS = /,parentData:\w+,parentDataProperty:(?:\w+|"\w+"),rootData(?=\}\))/g;

/** The path: all that is left of Ajv's options without those that the dialect does not use. */
const PATH_PARAMETER = /\(data, \{instancePath=""\}=\{\}\)/g;
const PATH_ARGUMENT = /(\bvalidate\d+\([^{}]*), \{instancePath:([^{}]*)\}\)/g;

const EMBEDDED_SCHEMA = /^const (schema\d+) = (\{.*\});\n/gm;
const SCHEMA_VALUE = /\b(schema\d+)((?:\.\w+)+)/g;

const PUSHED_ERROR =
  /const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\n/g;

const HELPERS = `
/** The code that Ajv writes out at each rule, once. One error over the limit says that there are more. */
function report(errors, error) {
  if (errors === null) return [error];
  if (errors.length <= MAX_ISSUES) errors.push(error);
  return errors;
}

/** Ajv concatenates at each reference, which is quadratic in the number of errors; this is linear. */
function append(errors, more) {
  if (errors === null) return more;
  for (const error of more) report(errors, error);
  return errors;
}
`;

const LENGTH_HELPER = `
/** JSON Schema counts code points, JavaScript UTF-16 units. */
function codePointLength(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
`;

/** The text of `read-validators.ts` or `write-validators.ts`. */
export function renderValidators(schema: ContractSchema, view: View): string {
  const names = Object.keys(schema.$defs);
  const code = emit(schema, view);
  const usesLength = code.includes('codePointLength');
  return [
    bannerComment('//', GENERATOR),
    '// @ts-nocheck: emitted JavaScript; the exports carry the types.\n',
    "import { MAX_ISSUES } from '../limits.js';\n",
    "import type { Validator } from '../validator.js';\n",
    HELPERS,
    usesLength ? LENGTH_HELPER : '',
    '\n',
    code,
    '\n',
    ...names.map((name) => `export const validate${name}: Validator = ajv${name} as never;\n`),
  ].join('');
}

function emit(schema: ContractSchema, view: View): string {
  const names = Object.keys(schema.$defs);
  const ajv = new Ajv({
    strict: true,
    allErrors: true,
    messages: false,
    inlineRefs: false,
    schemas: names.map((name) => ({ $id: name, ...inView(schema.$defs[name] ?? {}, view) })),
    code: { source: true, esm: true, lines: true },
  });
  const exported = Object.fromEntries(names.map((name) => [`ajv${name}`, name]));
  const raw = standalone.default(ajv, exported);
  return withoutModuleSyntax(raw, schema);
}

/**
 * What is patched, because Ajv offers no hook for it. `code.process` gets each validator's text before it is put
 * into a module, so it could only run the same patches; `code.optimize`, `passContext` and `verbose` change other parts.
 *
 * - No import: the length of a string comes from a module that charms do not carry.
 * - The options that Ajv passes from one validator to the next, of which the dialect uses the path alone.
 * - Errors: bounded in number, and joined in linear time, for databags that hold millions of faults.
 * - The embedded schema, which is most of the text, and of which a few values are used.
 *
 * Each patch insists on how many places it changes, so a new version of Ajv cannot pass by unseen.
 */
function withoutModuleSyntax(raw: string, schema: ContractSchema): string {
  const names = Object.keys(schema.$defs).length;
  let code = replaceExactly(raw, /^"use strict";\n?/g, '', 1);
  code = replaceExactly(code, /^export const (?=ajv)/gm, 'const ', names);
  code = replaceExactly(code, CONCATENATION, 'append(vErrors, $1.errors)', countReferences(schema));
  code = replaceExactly(code, UNUSED_PARAMETERS, '', names);
  code = replaceExactly(code, UNUSED_ARGUMENTS, '', countReferences(schema));
  code = replaceExactly(code, PATH_PARAMETER, '(data, instancePath="")', names);
  code = replaceExactly(code, PATH_ARGUMENT, '$1, $2)', countReferences(schema));
  const rules = code.match(/^const err\d+ = /gm)?.length ?? 0;
  code = replaceExactly(code, PUSHED_ERROR, 'vErrors = report(vErrors, $2);\n', rules);
  code = withoutErrorCount(code, rules, names, countReferences(schema));
  code = code.replaceAll(' = new RegExp(', ' = /* @__PURE__ */ new RegExp(');
  code = withoutSchemas(code.replace(CODE_POINT_LENGTH, 'codePointLength'));
  if (/\brequire\(|\bimport\b/.test(code))
    throw new Error('Ajv emitted code that imports a module');
  return code.trim();
}

/** Ajv counts errors as well as listing them; whether there is one, the list tells. */
function withoutErrorCount(
  code: string,
  rules: number,
  functions: number,
  references: number,
): string {
  let bare = replaceExactly(code, /^let errors = 0;\n/gm, '', functions);
  bare = replaceExactly(bare, /^errors\+\+;\n/gm, '', rules);
  bare = replaceExactly(bare, /^errors = vErrors\.length;\n/gm, '', references);
  return replaceExactly(bare, /^return errors === 0;$/gm, 'return vErrors === null;', functions);
}

/**
 * Ajv embeds the schema, for the `params` of its errors, and names in each error where in the schema
 * the rule is. The latter is never read; the former are put in as literals, and the schema goes.
 */
function withoutSchemas(code: string): string {
  const schemas = new Map(
    [...code.matchAll(EMBEDDED_SCHEMA)].map(([, name = '', json = '']) => [name, json]),
  );
  const bare = code.replace(EMBEDDED_SCHEMA, '').replace(/schemaPath:"[^"]*",/g, '');
  return bare.replace(SCHEMA_VALUE, (_, name: string, path: string) =>
    JSON.stringify(valueAt(JSON.parse(schemas.get(name) ?? 'null'), path)),
  );
}

function valueAt(schema: unknown, path: string): unknown {
  const value = path
    .split('.')
    .slice(1)
    .reduce<unknown>((node, key) => Object(node)[key], schema);
  if (value === undefined) throw new Error(`Ajv refers to ${path}, which its schema does not hold`);
  return value;
}

/** Without annotations (Ajv embeds the schema in its output), closed in the write view, references by name. */
function inView(node: SchemaNode, view: View): object {
  const kept = Object.entries(node).filter(([keyword]) => !ANNOTATIONS.has(keyword));
  const mapped = kept.map(([keyword, value]) => [keyword, keywordInView(keyword, value, view)]);
  const closed =
    node.properties !== undefined && view === 'write' ? { additionalProperties: false } : {};
  return { ...Object.fromEntries(mapped), ...closed };
}

function keywordInView(keyword: string, value: unknown, view: View): unknown {
  if (keyword === '$ref') return referencedDefinition(String(value));
  if (keyword === 'items' || keyword === 'additionalProperties')
    return inView(value as SchemaNode, view);
  if (keyword !== 'properties') return value;
  const properties = Object.entries(value as Record<string, SchemaNode>);
  return Object.fromEntries(properties.map(([key, node]) => [key, inView(node, view)]));
}

function countReferences(schema: ContractSchema): number {
  return JSON.stringify(schema.$defs).match(/"\$ref":/g)?.length ?? 0;
}
