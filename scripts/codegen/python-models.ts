/**
 * quicktype-core: the Pydantic v2 mirror of one view.
 *
 * quicktype's stock Python drops patterns and defaults, renames fields and sorts them. Its graph of
 * types is sound, so this subclass of its Python target keeps the graph and writes the classes in
 * schema order, under the exact names, with every constraint.
 */
import {
  ClassType,
  FetchingJSONSchemaStore,
  funPrefixNamer,
  getOptionValues,
  InputData,
  type JSONSchemaAttributes,
  JSONSchemaInput,
  type LanguageName,
  type Name,
  type Namer,
  PythonRenderer,
  PythonTargetLanguage,
  pythonOptions,
  quicktype,
  type RenderContext,
  type RendererOptions,
  type Sourcelike,
  type Type,
  TypeAttributeKind,
} from 'quicktype-core';
import type { View } from './ajv-validators.js';
import {
  type ContractSchema,
  isNullable,
  referencedDefinition,
  type SchemaNode,
} from './dialect.js';
import { bannerComment } from './text/banner.js';

const GENERATOR = 'quicktype-core';

/** Pydantic's settings in each view, for unknown keys and for assignments to a model. */
const MODEL_CONFIG: Readonly<Record<View, string>> = {
  read: 'ConfigDict(defer_build=True, extra="ignore", strict=True)',
  write: 'ConfigDict(defer_build=True, extra="forbid", strict=True, validate_assignment=True)',
};

/** The line with which the write view takes tuples, in which Python authors keep constants. */
const TUPLES = '_tuples = field_validator("*", mode="before")(list_of_tuple)';

const MODULE_DOC: Readonly<Record<View, string>> = {
  read: 'The read view: unknown keys are ignored at every level, since a peer may be newer.',
  write:
    'The write view: unknown keys are refused, since a misspelt field would be ignored by every reader.',
};

/** The text of `read.py` or `write.py`. */
export async function renderPythonModels(schema: ContractSchema, view: View): Promise<string> {
  const input = new InputData();
  const source = new JSONSchemaInput(new FetchingJSONSchemaStore(), [attributes]);
  const root = referencedDefinition(schema.$ref);
  await source.addSource({ name: root, schema: JSON.stringify(schema) });
  input.addInput(source);
  const { lines } = await quicktype({
    inputData: input,
    lang: new PydanticLanguage(schema, view),
    combineClasses: false,
    inferMaps: false,
    inferEnums: false,
    alphabetizeProperties: false,
  });
  return `${lines.join('\n').trim()}\n`;
}

/** A note on a type of quicktype's graph. One definition makes one type, so what is combined is equal. */
class Note extends TypeAttributeKind<string> {
  override combine(notes: string[]): string | undefined {
    if (new Set(notes).size > 1)
      throw new Error(`quicktype merged two types: ${notes.join(' and ')}`);
    return notes[0];
  }

  override makeInferred(note: string): string {
    return note;
  }
}

/** The name of the definition that a class was made from. */
const definitionName: Note = new Note('definitionName');

/** Constraints of a string as Pydantic's `Field` arguments. */
const stringConstraints: Note = new Note('stringConstraints');

function attributes(schema: unknown): JSONSchemaAttributes | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const node: SchemaNode = schema;
  const constraints = fieldConstraints(node);
  return {
    ...(node.title === undefined ? {} : { forObject: definitionName.makeAttributes(node.title) }),
    ...(constraints === '' ? {} : { forString: stringConstraints.makeAttributes(constraints) }),
  };
}

function fieldConstraints({ pattern, minLength, maxLength }: SchemaNode): string {
  const constraints = { pattern, min_length: minLength, max_length: maxLength };
  return Object.entries(constraints)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ');
}

class PydanticLanguage extends PythonTargetLanguage {
  readonly #schema: ContractSchema;
  readonly #view: View;

  constructor(schema: ContractSchema, view: View) {
    super();
    this.#schema = schema;
    this.#view = view;
  }

  protected override makeRenderer<Lang extends LanguageName = 'python'>(
    context: RenderContext,
    options: RendererOptions<Lang>,
  ): PythonRenderer {
    const given = {
      ...options,
      'python-version': '3.10',
      'pydantic-base-model': true,
      'just-types': true,
    };
    return new PydanticRenderer(
      this,
      context,
      getOptionValues(pythonOptions, given),
      this.#schema,
      this.#view,
    );
  }
}

class PydanticRenderer extends PythonRenderer {
  readonly #schema: ContractSchema;
  readonly #view: View;

  constructor(
    language: PydanticLanguage,
    context: RenderContext,
    options: ConstructorParameters<typeof PythonRenderer>[2],
    schema: ContractSchema,
    view: View,
  ) {
    super(language, context, options);
    this.#schema = schema;
    this.#view = view;
  }

  protected override makeNamedTypeNamer(): Namer {
    return exactNamer('type');
  }

  protected override namerForObjectProperty(): Namer {
    return exactNamer('property');
  }

  protected override makeNameForNamedType(type: Type): Name {
    const name = super.makeNameForNamedType(type);
    const definition = definitionName.tryGetInAttributes(type.getAttributes());
    if (definition === undefined)
      throw new Error('a class has no definition: the schema left its dialect');
    return Object.assign(name, { proposedNames: () => new Set([definition]) });
  }

  protected override pythonType(
    type: Type,
    isRoot?: boolean,
    suppressQuotes?: boolean,
  ): Sourcelike {
    const constraints = stringConstraints.tryGetInAttributes(type.getAttributes());
    if (constraints === undefined) return super.pythonType(type, isRoot, suppressQuotes);
    return [
      this.withTyping('Annotated'),
      '[str, ',
      this.withImport('pydantic', 'Field'),
      `(${constraints})]`,
    ];
  }

  protected override declarationLine(type: Type): Sourcelike {
    const name = definitionName.tryGetInAttributes(type.getAttributes()) ?? '';
    if (!(type instanceof ClassType) || !this.#extendsRead(name))
      return super.declarationLine(type);
    return ['class ', name, '(', this.withImport('.', 'read'), '.', name, '):'];
  }

  /**
   * A class of the write view extends its read class, so one annotation fits both, unless a field
   * refers to another class: a subclass that narrows a field is an error to a type checker.
   */
  #extendsRead(definition: string): boolean {
    const { properties = {} } = this.#schema.$defs[definition] ?? {};
    return this.#view === 'write' && !JSON.stringify(properties).includes('"$ref":');
  }

  protected override emitClass(type: ClassType): void {
    const name = definitionName.tryGetInAttributes(type.getAttributes()) ?? '';
    const definition = this.#schema.$defs[name] ?? {};
    this.withImport('pydantic', 'ConfigDict');
    this.declareType(type, () => {
      this.ensureBlankLine();
      this.emitLine('model_config = ', MODEL_CONFIG[this.#view]);
      if (this.#view === 'write') {
        this.ensureBlankLine();
        this.withImport('pydantic', 'field_validator');
        this.withImport('.._tuples', 'list_of_tuple');
        this.emitLine(TUPLES);
      }
      if (this.#extendsRead(name)) return;
      const properties = type.getProperties();
      for (const [key, node] of Object.entries(definition.properties ?? {})) {
        const property = properties.get(key);
        if (property === undefined) throw new Error(`quicktype lost the property ${name}.${key}`);
        this.ensureBlankLine();
        this.#emitField(key, this.pythonType(property.type), node);
      }
    });
  }

  #emitField(key: string, type: Sourcelike, node: SchemaNode): void {
    const described =
      node.description ?? this.#schema.$defs[referencedDefinition(node.$ref ?? '')]?.description;
    const description = `description=${JSON.stringify(described)}`;
    const examples =
      node.examples === undefined ? [] : [`examples=${pythonLiteral(node.examples)}`];
    const initial = isNullable(node) ? ['default=None'] : [];
    this.emitLine(key, ': ', type, ' = ', this.withImport('pydantic', 'Field'), '(');
    this.indent(() => {
      for (const argument of [...initial, description, ...examples]) this.emitLine(argument, ',');
    });
    this.emitLine(')');
  }

  protected override emitDescriptionBlock(lines: Sourcelike[]): void {
    // quicktype wraps a long description; the lines of one description are one sentence after another.
    this.emitLine('"""', lines.map((line) => this.sourcelikeToString(line)).join(' '), '"""');
  }

  protected override emitSourceStructure(file: string): void {
    for (const line of bannerComment('#', GENERATOR).trimEnd().split('\n')) this.emitLine(line);
    this.emitLine('"""', MODULE_DOC[this.#view], '"""');
    this.ensureBlankLine();
    super.emitSourceStructure(file);
  }
}

function exactNamer(kind: string): Namer {
  return funPrefixNamer(kind, (name) => name);
}

function pythonLiteral(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item)}`,
  );
  return `{${entries.join(', ')}}`;
}
