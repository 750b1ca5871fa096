/**
 * The closed dialect of JSON Schema in which the contract is written.
 *
 * json-schema-to-typescript and quicktype drop, without a word, every keyword they do not know.
 * A rule written in such a keyword would hold in one language and not in the other. So only what
 * all generators honour is allowed, and everything else is refused by name.
 */
import { isJsonObject, type JsonObject } from '@k8s-backup-target/tools/json-object';
// The source file, which imports nothing: codegen must run before the package is built.
import { appendPointer } from '../../packages/schema/src/pointer.js';
import { definitionNameFault } from './definition-name.js';
import { portablePatternFault } from './portable-pattern.js';
import { referenceCycles } from './reference-cycles.js';

/** A JSON Schema node inside the dialect. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode;
  readonly items?: SchemaNode;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: null;
  readonly examples?: readonly unknown[];
  /** Only on an optional property: a provider writes null where it is not set. Otherwise the key is left out. */
  readonly 'x-published-when-unset'?: true;
}

/** The whole document: named definitions and a root reference to one of them. */
export interface ContractSchema {
  readonly $schema: string;
  readonly $id: string;
  readonly $ref: string;
  readonly $defs: Readonly<Record<string, SchemaNode>>;
}

/** One place where a schema leaves the dialect. */
export interface DialectFault {
  /** JSON Pointer into the schema file. */
  readonly pointer: string;
  readonly reason: string;
}

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const ROOT_KEYWORDS = new Set(['$schema', '$id', '$ref', '$defs']);
const PUBLISHED_WHEN_UNSET = 'x-published-when-unset';
const ANNOTATIONS = ['description', 'default', 'examples', PUBLISHED_WHEN_UNSET];
const KEYWORDS_BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  string: ['pattern', 'minLength', 'maxLength'],
  boolean: [],
  array: ['items'],
  object: ['additionalProperties'],
};
const DEFINITION_KEYWORDS = new Set(['title', 'description', 'type', 'required', 'properties']);
const PROPERTY_NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/**
 * Field names that would shadow an attribute of Pydantic's BaseModel or a type in the annotations of
 * the fields below, or are Python keywords.
 */
const RESERVED_IN_PYTHON = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield ' +
    'bool list str construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json ' +
    'update_forward_refs validate'
  ).split(' '),
);

/** Lists every place where `schema` leaves the dialect; an empty list means that it is inside. */
export function dialectFaults(schema: unknown): DialectFault[] {
  const faults: DialectFault[] = [];
  new DialectChecker((pointer, reason) => faults.push({ pointer, reason })).document(schema);
  return faults;
}

/**
 * Parses `text` and returns it as a schema inside the dialect.
 *
 * @throws Error that names `file`, and for each fault the pointer and the reason.
 */
export function parseContractSchema(file: string, text: string): ContractSchema {
  const schema = parseJson(file, text);
  const faults = dialectFaults(schema);
  if (faults.length > 0) {
    const lines = faults.map(({ pointer, reason }) => `  ${file}#${pointer}: ${reason}`);
    throw new Error(
      `the schema leaves the dialect that all generators honour:\n${lines.join('\n')}`,
    );
  }
  return schema as ContractSchema;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${String(error)}`);
  }
}

/** The definition that a bare reference names. */
export function referencedDefinition(ref: string): string {
  return ref.replace('#/$defs/', '');
}

/** The type of a node without `null`, for example `array` for `["array", "null"]`. */
export function bareType(node: SchemaNode): string {
  const types = typeof node.type === 'string' ? [node.type] : (node.type ?? []);
  return types.find((type) => type !== 'null') ?? 'null';
}

/** Tells whether a node accepts null. In this dialect that is the same as being optional. */
export function isNullable(node: SchemaNode): boolean {
  return Array.isArray(node.type) && node.type.includes('null');
}

/** Tells whether a provider leaves the key of a property out while it is not set. */
export function isLeftOutWhenUnset(node: SchemaNode): boolean {
  return isNullable(node) && node[PUBLISHED_WHEN_UNSET] !== true;
}

class DialectChecker {
  readonly #report: (pointer: string, reason: string) => void;
  #definitions: ReadonlySet<string> = new Set();
  readonly #referenced: Set<string> = new Set();

  constructor(report: (pointer: string, reason: string) => void) {
    this.#report = report;
  }

  document(schema: unknown): void {
    if (!isJsonObject(schema)) {
      this.#report('', 'must be an object');
      return;
    }
    this.#onlyKeywords('', schema, ROOT_KEYWORDS);
    if (schema['$schema'] !== DRAFT) this.#report('/$schema', `must be "${DRAFT}"`);
    if (typeof schema['$id'] !== 'string') this.#report('/$id', 'must be a string');
    const definitions = schema['$defs'];
    if (!isJsonObject(definitions)) {
      this.#report('/$defs', 'must be an object of definitions');
      return;
    }
    this.#definitions = new Set(Object.keys(definitions));
    this.#reference('', schema['$ref']);
    for (const [name, node] of Object.entries(definitions)) this.#definition(name, node);
    for (const pointer of referenceCycles(definitions)) {
      this.#report(pointer, 'leads back to its own definition: a value would nest without a bound');
    }
    for (const name of this.#definitions) {
      if (!this.#referenced.has(name))
        this.#report(appendPointer('/$defs', name), 'nothing refers to it: no class is generated');
    }
  }

  #definition(name: string, node: unknown): void {
    const pointer = appendPointer('/$defs', name);
    const fault = definitionNameFault(name);
    if (fault !== undefined) this.#report(pointer, fault);
    if (!isJsonObject(node)) {
      this.#report(pointer, 'must be an object');
      return;
    }
    this.#onlyKeywords(pointer, node, DEFINITION_KEYWORDS);
    if (node['title'] !== name)
      this.#report(`${pointer}/title`, `must be "${name}", the definition's name`);
    this.#described(pointer, node);
    if (node['type'] !== 'object') this.#report(`${pointer}/type`, 'must be "object"');
    const properties = node['properties'];
    if (!isJsonObject(properties) || Object.keys(properties).length === 0) {
      this.#report(`${pointer}/properties`, 'must be an object with at least one property');
      return;
    }
    const required = this.#required(pointer, node['required'], properties);
    this.#alwaysPublished(pointer, properties, required);
    for (const [key, value] of Object.entries(properties)) {
      this.#property(appendPointer(`${pointer}/properties`, key), key, value, required.has(key));
    }
  }

  /** What is written begins with a key that is always there, so each later one brings its comma. */
  #alwaysPublished(pointer: string, properties: JsonObject, required: ReadonlySet<unknown>): void {
    const [[key, node] = ['', undefined]] = Object.entries(properties);
    if (required.has(key) || !isJsonObject(node) || !isLeftOutWhenUnset(node as SchemaNode)) return;
    this.#report(
      appendPointer(`${pointer}/properties`, key),
      `the first property must be required or have "${PUBLISHED_WHEN_UNSET}"`,
    );
  }

  #required(pointer: string, required: unknown, properties: JsonObject): ReadonlySet<unknown> {
    if (required === undefined) return new Set();
    if (!Array.isArray(required)) {
      this.#report(`${pointer}/required`, 'must be an array of property names');
      return new Set();
    }
    for (const [index, key] of required.entries()) {
      const at = `${pointer}/required/${index}`;
      if (typeof key !== 'string' || !Object.hasOwn(properties, key))
        this.#report(at, 'names no property of this definition');
      else if (required.indexOf(key) !== index) this.#report(at, 'is named twice');
    }
    return new Set(required);
  }

  #property(pointer: string, key: string, node: unknown, required: boolean): void {
    const fault = propertyNameFault(key);
    if (fault !== undefined) this.#report(pointer, fault);
    if (!isJsonObject(node)) {
      this.#report(pointer, 'must be an object');
      return;
    }
    if ('$ref' in node) {
      this.#bareReference(pointer, node);
      if (!required) this.#report(pointer, 'a reference must be required: it cannot be null');
      return;
    }
    this.#described(pointer, node);
    this.#value(pointer, node, required ? 'required' : 'optional');
  }

  /** Optional fields are nullable and default to null, required ones are neither: one way to say "not set". */
  #value(pointer: string, node: JsonObject, role: 'required' | 'optional' | 'inner'): void {
    const type = this.#type(pointer, node['type'], role === 'optional');
    if (type === undefined) return;
    const annotations = role === 'inner' ? [] : ANNOTATIONS;
    this.#onlyKeywords(
      pointer,
      node,
      new Set(['type', ...annotations, ...(KEYWORDS_BY_TYPE[type] ?? [])]),
    );
    this.#nullDefault(pointer, node, role === 'optional');
    this.#examples(pointer, node);
    if (type === 'array') this.#inner(`${pointer}/items`, node['items']);
    if (type === 'object')
      this.#mapValue(`${pointer}/additionalProperties`, node['additionalProperties']);
    if (type === 'string') this.#string(pointer, node);
  }

  #inner(pointer: string, node: unknown): void {
    if (!isJsonObject(node)) {
      this.#report(pointer, 'must be a schema');
      return;
    }
    if (!('$ref' in node)) {
      this.#value(pointer, node, 'inner');
      return;
    }
    this.#bareReference(pointer, node);
  }

  /** A normalised map is a shallow copy, which would share a list or a map inside it with the input. */
  #mapValue(pointer: string, node: unknown): void {
    if (isJsonObject(node) && node['type'] !== 'string' && node['type'] !== 'boolean') {
      this.#report(pointer, 'a map holds strings or booleans');
      return;
    }
    this.#inner(pointer, node);
  }

  #type(pointer: string, type: unknown, nullable: boolean): string | undefined {
    const types: readonly unknown[] = Array.isArray(type) ? type : [type];
    const known = types.filter((name) => name !== 'null');
    const [name] = known;
    const allowed = Object.keys(KEYWORDS_BY_TYPE);
    if (known.length !== 1 || typeof name !== 'string' || !allowed.includes(name)) {
      const hint = 'numbers lose precision in one language or the other: carry them as strings';
      this.#report(`${pointer}/type`, `must be one of ${allowed.join(', ')} (${hint})`);
      return undefined;
    }
    const expected = nullable ? [name, 'null'] : name;
    if (JSON.stringify(type) !== JSON.stringify(expected)) {
      const rule = nullable
        ? 'an optional property is nullable'
        : 'a required property or an item is not nullable';
      this.#report(`${pointer}/type`, `must be ${JSON.stringify(expected)}: ${rule}`);
    }
    return name;
  }

  #nullDefault(pointer: string, node: JsonObject, optional: boolean): void {
    if (optional && node['default'] !== null)
      this.#report(`${pointer}/default`, 'must be null for an optional property');
    if (!optional && 'default' in node)
      this.#report(`${pointer}/default`, 'a required property has no default');
    const isPublished = node[PUBLISHED_WHEN_UNSET];
    if (isPublished !== undefined && !(optional && isPublished === true))
      this.#report(
        `${pointer}/${PUBLISHED_WHEN_UNSET}`,
        'must be true, and only an optional property has it',
      );
  }

  #examples(pointer: string, node: JsonObject): void {
    const examples = node['examples'];
    if (examples === undefined) return;
    if (!Array.isArray(examples) || examples.length === 0) {
      this.#report(`${pointer}/examples`, 'must be a non-empty array');
    }
  }

  #string(pointer: string, node: JsonObject): void {
    for (const keyword of ['minLength', 'maxLength']) {
      const bound = node[keyword];
      if (bound !== undefined && !(Number.isSafeInteger(bound) && Number(bound) >= 0)) {
        this.#report(`${pointer}/${keyword}`, 'must be a whole number, zero or more');
      }
    }
    if (node['pattern'] === undefined) return;
    const fault = portablePatternFault(node['pattern'], 'maxLength' in node);
    if (fault !== undefined) this.#report(`${pointer}/pattern`, fault);
  }

  #described(pointer: string, node: JsonObject): void {
    const description = node['description'];
    if (typeof description !== 'string' || description.trim() === '') {
      this.#report(`${pointer}/description`, 'must be a text: the schema is the documentation');
    } else if (/["\\\n\r]|\*\//.test(description)) {
      this.#report(
        `${pointer}/description`,
        'must hold no quote, backslash, line break or */: it goes into source comments',
      );
    }
  }

  #bareReference(pointer: string, node: JsonObject): void {
    this.#onlyKeywords(
      pointer,
      node,
      new Set(['$ref']),
      'next to $ref, generators disagree on siblings',
    );
    this.#reference(pointer, node['$ref']);
  }

  #reference(pointer: string, ref: unknown): void {
    if (
      typeof ref === 'string' &&
      ref.startsWith('#/$defs/') &&
      this.#definitions.has(referencedDefinition(ref))
    ) {
      this.#referenced.add(referencedDefinition(ref));
      return;
    }
    this.#report(`${pointer}/$ref`, 'must be "#/$defs/" and the name of a definition');
  }

  #onlyKeywords(
    pointer: string,
    node: JsonObject,
    allowed: ReadonlySet<string>,
    why = 'outside the dialect here',
  ): void {
    for (const keyword of Object.keys(node)) {
      if (!allowed.has(keyword))
        this.#report(appendPointer(pointer, keyword), `keyword "${keyword}" is ${why}`);
    }
  }
}

function propertyNameFault(key: string): string | undefined {
  if (!PROPERTY_NAME.test(key)) return 'must be named in snake_case';
  if (key in Object.prototype) return 'must not be the name of a member of Object.prototype';
  if (RESERVED_IN_PYTHON.has(key) || key.startsWith('model_'))
    return 'is a reserved name in Python or Pydantic';
  return undefined;
}
