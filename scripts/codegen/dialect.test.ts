import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dialectFaults, parseContractSchema } from './dialect.js';

const TEXT = readFileSync(
  new URL('../../schema/v0/k8s_backup_target.schema.json', import.meta.url),
  'utf8',
);

type Fields = Record<string, unknown>;

interface Definition extends Fields {
  required: string[];
  properties: Record<string, Fields>;
}

interface Draft extends Fields {
  $defs: Record<'ProviderAppData' | 'BackupTargetEntry' | 'K8sBackupTargetSpec', Definition> &
    Record<string, unknown>;
}

/** `pointer: reason` of each fault after `edit` has been at a copy of the canonical schema. */
function faultsAfter(edit: (schema: Draft) => void): string[] {
  const schema = JSON.parse(TEXT) as Draft;
  edit(schema);
  return dialectFaults(schema).map(({ pointer, reason }) => `${pointer}: ${reason}`);
}

const SPEC = '/$defs/K8sBackupTargetSpec';
const ENTRY = '/$defs/BackupTargetEntry';
/** A reference that closes no circle, and the definition that it names. */
const LEAF = { $ref: '#/$defs/Leaf' };
const LEAF_DEFINITION = {
  title: 'Leaf',
  description: 'A definition without references.',
  type: 'object',
  properties: {
    name: {
      description: 'A name.',
      type: ['string', 'null'],
      default: null,
      'x-published-when-unset': true,
    },
  },
};
const OPTIONAL = { description: 'A field.', type: ['string', 'null'], default: null };

/** The faults of one more field of the spec, with pointers that start at the field. */
function faultsOfField(node: unknown, key = 'field', required = false): string[] {
  const faults = faultsAfter(({ $defs }) => {
    const { K8sBackupTargetSpec: spec } = $defs;
    Object.assign(spec.properties, { [key]: node });
    if (JSON.stringify(node)?.includes(LEAF.$ref)) $defs['Leaf'] = LEAF_DEFINITION;
    if (required) spec.required = [key];
  });
  return faults.map((fault) => fault.replace(`${SPEC}/properties/${key}`, ''));
}

const ONE_OF =
  'must be one of string, boolean, array, object (numbers lose precision in one language or the other: carry them as strings)';
const MAP = 'a map holds strings or booleans';
const COMMENT = 'must hold no quote, backslash, line break or */: it goes into source comments';

const CYCLE = 'leads back to its own definition: a value would nest without a bound';

type Row = [what: string, edit: (schema: Draft) => void, faults: string[]];

/** The spec under a name that a language's output already uses. */
function taken(language: string): (name: string) => Row {
  return (name) => [
    `the name ${name}`,
    (s) => {
      const { K8sBackupTargetSpec: spec, ...others } = s.$defs;
      s.$defs = { ...others, [name]: { ...spec, title: name } } as never;
      s.$defs.BackupTargetEntry.properties['spec'] = { $ref: `#/$defs/${name}` };
    },
    [`/$defs/${name}: is a name that the generated ${language} already uses: choose another`],
  ];
}

describe('dialectFaults', () => {
  it('finds none in the canonical schema', () => {
    expect(dialectFaults(JSON.parse(TEXT))).toEqual([]);
  });

  it.each([
    ['a string', OPTIONAL],
    ['a bounded string', { ...OPTIONAL, pattern: '^[a-z]*$', minLength: 0, maxLength: 9 }],
    ['a boolean', { ...OPTIONAL, type: ['boolean', 'null'], examples: [false] }],
    ['a list', { ...OPTIONAL, type: ['array', 'null'], items: { type: 'string', maxLength: 9 } }],
    [
      'a list of lists',
      {
        ...OPTIONAL,
        type: ['array', 'null'],
        items: { type: 'array', items: { type: 'boolean' } },
      },
    ],
    ['a list of entries', { ...OPTIONAL, type: ['array', 'null'], items: LEAF }],
    ['a map', { ...OPTIONAL, type: ['object', 'null'], additionalProperties: { type: 'boolean' } }],
    [
      'a map of patterns',
      {
        ...OPTIONAL,
        type: ['object', 'null'],
        additionalProperties: { type: 'string', pattern: '^a$' },
      },
    ],
  ])('accepts %s as a new optional field', (_, node) => {
    expect(faultsOfField(node)).toEqual([]);
  });

  it('accepts a new required field', () => {
    expect(faultsOfField({ description: 'A field.', type: 'string' }, 'field', true)).toEqual([]);
    expect(faultsOfField(LEAF, 'field', true)).toEqual([]);
  });

  it.each([
    [null, ': must be an object'],
    [true, ': must be an object'],
    [[], ': must be an object'],
    ['{}', ': must be an object'],
  ])('refuses %j as a document', (document, fault) => {
    expect(dialectFaults(document).map(({ pointer, reason }) => `${pointer}: ${reason}`)).toEqual([
      fault,
    ]);
  });

  it.each<[what: string, edit: (schema: Draft) => void, faults: string[]]>([
    [
      'another draft',
      (s) => {
        s['$schema'] = 'http://json-schema.org/draft-07/schema#';
      },
      ['/$schema: must be "https://json-schema.org/draft/2020-12/schema"'],
    ],
    [
      'no $id',
      (s) => {
        delete s['$id'];
      },
      ['/$id: must be a string'],
    ],
    [
      'an unknown root keyword',
      (s) => {
        s['type'] = 'object';
      },
      ['/type: keyword "type" is outside the dialect here'],
    ],
    [
      'a keyword with a slash',
      (s) => {
        s['x/y~z'] = 1;
      },
      ['/x~1y~0z: keyword "x/y~z" is outside the dialect here'],
    ],
    [
      'no root reference',
      (s) => {
        delete s['$ref'];
      },
      [
        '/$ref: must be "#/$defs/" and the name of a definition',
        '/$defs/ProviderAppData: nothing refers to it: no class is generated',
      ],
    ],
    [
      'no definitions',
      (s) => {
        delete (s as Fields)['$defs'];
      },
      ['/$defs: must be an object of definitions'],
    ],
    [
      'a reference to nowhere',
      (s) => {
        s.$defs.BackupTargetEntry.properties['spec'] = { $ref: '#/$defs/Spec' };
      },
      [
        `${ENTRY}/properties/spec/$ref: must be "#/$defs/" and the name of a definition`,
        `${SPEC}: nothing refers to it: no class is generated`,
      ],
    ],
    [
      'a reference out of the file',
      (s) => {
        s.$defs.ProviderAppData.properties['backup_targets'] = {
          description: 'x',
          type: 'array',
          items: { $ref: 'other.json#/$defs/BackupTargetEntry' },
        };
      },
      [
        '/$defs/ProviderAppData/properties/backup_targets/items/$ref: must be "#/$defs/" and the name of a definition',
        `${ENTRY}: nothing refers to it: no class is generated`,
      ],
    ],
    [
      'a definition that is not an object',
      (s) => {
        s.$defs['Extra'] = true;
      },
      [
        '/$defs/Extra: must be an object',
        '/$defs/Extra: nothing refers to it: no class is generated',
      ],
    ],
    [
      'a definition that nothing refers to',
      (s) => {
        s.$defs['Extra'] = { ...s.$defs.K8sBackupTargetSpec, title: 'Extra' };
      },
      ['/$defs/Extra: nothing refers to it: no class is generated'],
    ],
    [
      'a definition not in PascalCase',
      (s) => {
        const { K8sBackupTargetSpec: spec, ...others } = s.$defs;
        s.$defs = { ...others, spec: { ...spec, title: 'spec' } } as never;
        s.$defs.BackupTargetEntry.properties['spec'] = { $ref: '#/$defs/spec' };
      },
      ['/$defs/spec: must be named in PascalCase'],
    ],
    ...['Field', 'ConfigDict', 'Annotated', 'BaseModel', 'None'].map(taken('Python')),
    ...['Normalized', 'ContractType', 'Validator', 'String'].map(taken('TypeScript')),
    [
      'a definition that refers to itself',
      (s) => {
        s.$defs.K8sBackupTargetSpec.properties['inner'] = {
          ...OPTIONAL,
          type: ['array', 'null'],
          items: { $ref: '#/$defs/K8sBackupTargetSpec' },
        };
      },
      [`${SPEC}/properties/inner/items/$ref: ${CYCLE}`],
    ],
    [
      'a definition that leads back to itself through another',
      (s) => {
        s.$defs.K8sBackupTargetSpec.properties['entry'] = { $ref: '#/$defs/BackupTargetEntry' };
        s.$defs.K8sBackupTargetSpec.required = ['entry'];
      },
      [`${ENTRY}/properties/spec/$ref: ${CYCLE}`, `${SPEC}/properties/entry/$ref: ${CYCLE}`],
    ],
    [
      'a wrong title',
      (s) => {
        s.$defs.K8sBackupTargetSpec['title'] = 'Spec';
      },
      [`${SPEC}/title: must be "K8sBackupTargetSpec", the definition's name`],
    ],
    [
      'no title',
      (s) => {
        delete s.$defs.K8sBackupTargetSpec['title'];
      },
      [`${SPEC}/title: must be "K8sBackupTargetSpec", the definition's name`],
    ],
    [
      'a definition without description',
      (s) => {
        delete s.$defs.K8sBackupTargetSpec['description'];
      },
      [`${SPEC}/description: must be a text: the schema is the documentation`],
    ],
    [
      'a definition of another type',
      (s) => {
        s.$defs.K8sBackupTargetSpec['type'] = ['object', 'null'];
      },
      [`${SPEC}/type: must be "object"`],
    ],
    [
      'a definition without properties',
      (s) => {
        s.$defs.K8sBackupTargetSpec.properties = {};
      },
      [`${SPEC}/properties: must be an object with at least one property`],
    ],
    [
      'additionalProperties on a definition',
      (s) => {
        s.$defs.K8sBackupTargetSpec['additionalProperties'] = false;
      },
      [`${SPEC}/additionalProperties: keyword "additionalProperties" is outside the dialect here`],
    ],
    [
      'dependentRequired',
      (s) => {
        s.$defs.K8sBackupTargetSpec['dependentRequired'] = {};
      },
      [`${SPEC}/dependentRequired: keyword "dependentRequired" is outside the dialect here`],
    ],
    [
      'required that is not a list',
      (s) => {
        s.$defs.K8sBackupTargetSpec['required'] = 'ttl' as never;
      },
      [`${SPEC}/required: must be an array of property names`],
    ],
    [
      'required that names nothing',
      (s) => {
        s.$defs.BackupTargetEntry.required.push('toString', 1 as never);
      },
      [
        `${ENTRY}/required/4: names no property of this definition`,
        `${ENTRY}/required/5: names no property of this definition`,
      ],
    ],
    [
      'required that names a property twice',
      (s) => {
        s.$defs.BackupTargetEntry.required.push('app');
      },
      [`${ENTRY}/required/4: is named twice`],
    ],
    [
      'an optional reference',
      (s) => {
        s.$defs.BackupTargetEntry.required.pop();
      },
      [`${ENTRY}/properties/spec: a reference must be required: it cannot be null`],
    ],
    [
      'a sibling of a reference',
      (s) => {
        s.$defs.BackupTargetEntry.properties['spec'] = {
          $ref: '#/$defs/K8sBackupTargetSpec',
          description: 'x',
        };
      },
      [
        `${ENTRY}/properties/spec/description: keyword "description" is next to $ref, generators disagree on siblings`,
      ],
    ],
    [
      'a sibling of a reference among items',
      (s) => {
        s.$defs.ProviderAppData.properties['backup_targets'] = {
          description: 'x',
          type: 'array',
          items: { $ref: '#/$defs/BackupTargetEntry', type: 'object' },
        };
      },
      [
        '/$defs/ProviderAppData/properties/backup_targets/items/type: keyword "type" is next to $ref, generators disagree on siblings',
      ],
    ],
    [
      'a required field that may be null',
      (s) => {
        s.$defs.BackupTargetEntry.properties['app'] = {
          description: 'x',
          type: ['string', 'null'],
        };
      },
      [
        `${ENTRY}/properties/app/type: must be "string": a required property or an item is not nullable`,
      ],
    ],
    [
      'a note on what is published of an unset field that is required',
      (s) => {
        Object.assign(s.$defs.BackupTargetEntry.properties['app'] ?? {}, {
          'x-published-when-unset': true,
        });
      },
      [
        `${ENTRY}/properties/app/x-published-when-unset: must be true, and only an optional property has it`,
      ],
    ],
    [
      'a first field that is left out when it is not set',
      (s) => {
        delete s.$defs.K8sBackupTargetSpec.properties['include_namespaces']?.[
          'x-published-when-unset'
        ];
      },
      [
        `${SPEC}/properties/include_namespaces: the first property must be required or have "x-published-when-unset"`,
      ],
    ],
    [
      'a required field with a default',
      (s) => {
        s.$defs.BackupTargetEntry.properties['app'] = {
          description: 'x',
          type: 'string',
          default: null,
        };
      },
      [`${ENTRY}/properties/app/default: a required property has no default`],
    ],
  ])('refuses %s', (_, edit, faults) => {
    expect(faultsAfter(edit)).toEqual(faults);
  });

  it.each<[what: string, node: unknown, faults: string[]]>([
    ['no schema', true, [': must be an object']],
    ['no type', { description: 'x', default: null }, [`/type: ${ONE_OF}`]],
    ['an integer', { ...OPTIONAL, type: ['integer', 'null'] }, [`/type: ${ONE_OF}`]],
    ['a number', { ...OPTIONAL, type: 'number' }, [`/type: ${ONE_OF}`]],
    ['two types', { ...OPTIONAL, type: ['string', 'boolean', 'null'] }, [`/type: ${ONE_OF}`]],
    ['only null', { ...OPTIONAL, type: 'null' }, [`/type: ${ONE_OF}`]],
    [
      'an optional field that is not nullable',
      { ...OPTIONAL, type: 'string' },
      ['/type: must be ["string","null"]: an optional property is nullable'],
    ],
    [
      'null before the type',
      { ...OPTIONAL, type: ['null', 'string'] },
      ['/type: must be ["string","null"]: an optional property is nullable'],
    ],
    [
      'an optional field without default',
      { description: 'x', type: ['string', 'null'] },
      ['/default: must be null for an optional property'],
    ],
    [
      'another default',
      { ...OPTIONAL, default: '' },
      ['/default: must be null for an optional property'],
    ],
    [
      'no description',
      { type: ['string', 'null'], default: null },
      ['/description: must be a text: the schema is the documentation'],
    ],
    [
      'a blank description',
      { ...OPTIONAL, description: ' ' },
      ['/description: must be a text: the schema is the documentation'],
    ],
    [
      'a quote in the description',
      { ...OPTIONAL, description: 'a "b"' },
      [`/description: ${COMMENT}`],
    ],
    [
      'a backslash in the description',
      { ...OPTIONAL, description: 'a\\b' },
      [`/description: ${COMMENT}`],
    ],
    [
      'a line break in the description',
      { ...OPTIONAL, description: 'a\nb' },
      [`/description: ${COMMENT}`],
    ],
    [
      'the end of a comment in the description',
      { ...OPTIONAL, description: 'a */ b' },
      [`/description: ${COMMENT}`],
    ],
    [
      'a title',
      { ...OPTIONAL, title: 'Field' },
      ['/title: keyword "title" is outside the dialect here'],
    ],
    [
      'a format',
      { ...OPTIONAL, format: 'date' },
      ['/format: keyword "format" is outside the dialect here'],
    ],
    [
      'an enum',
      { ...OPTIONAL, enum: ['a', null] },
      ['/enum: keyword "enum" is outside the dialect here'],
    ],
    [
      'a const',
      { ...OPTIONAL, const: 'a' },
      ['/const: keyword "const" is outside the dialect here'],
    ],
    ['a not', { ...OPTIONAL, not: {} }, ['/not: keyword "not" is outside the dialect here']],
    [
      'a $comment',
      { ...OPTIONAL, $comment: 'x' },
      ['/$comment: keyword "$comment" is outside the dialect here'],
    ],
    [
      'a keyword of another type',
      { ...OPTIONAL, type: ['boolean', 'null'], pattern: '^a$' },
      ['/pattern: keyword "pattern" is outside the dialect here'],
    ],
    [
      'maxItems',
      { ...OPTIONAL, type: ['array', 'null'], items: { type: 'string' }, maxItems: 1 },
      ['/maxItems: keyword "maxItems" is outside the dialect here'],
    ],
    [
      'fields of its own',
      { ...OPTIONAL, type: ['object', 'null'], properties: {} },
      [
        '/properties: keyword "properties" is outside the dialect here',
        '/additionalProperties: must be a schema',
      ],
    ],
    ['a list of anything', { ...OPTIONAL, type: ['array', 'null'] }, ['/items: must be a schema']],
    [
      'a tuple',
      { ...OPTIONAL, type: ['array', 'null'], items: [{ type: 'string' }] },
      ['/items: must be a schema'],
    ],
    [
      'items that may be null',
      { ...OPTIONAL, type: ['array', 'null'], items: { type: ['string', 'null'] } },
      ['/items/type: must be "string": a required property or an item is not nullable'],
    ],
    [
      'items with a description',
      { ...OPTIONAL, type: ['array', 'null'], items: { type: 'string', description: 'x' } },
      ['/items/description: keyword "description" is outside the dialect here'],
    ],
    [
      'items with a bad pattern',
      { ...OPTIONAL, type: ['array', 'null'], items: { type: 'string', pattern: 'a' } },
      ['/items/pattern: must start with ^ and end with $'],
    ],
    [
      'a map of anything',
      { ...OPTIONAL, type: ['object', 'null'], additionalProperties: true },
      ['/additionalProperties: must be a schema'],
    ],
    [
      'a map of entries',
      {
        ...OPTIONAL,
        type: ['object', 'null'],
        additionalProperties: LEAF,
      },
      [`/additionalProperties: ${MAP}`, '/$defs/Leaf: nothing refers to it: no class is generated'],
    ],
    [
      'a map of lists',
      {
        ...OPTIONAL,
        type: ['object', 'null'],
        additionalProperties: { type: 'array', items: { type: 'string' } },
      },
      [`/additionalProperties: ${MAP}`],
    ],
    [
      'a map of maps',
      {
        ...OPTIONAL,
        type: ['object', 'null'],
        additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
      },
      [`/additionalProperties: ${MAP}`],
    ],
    [
      'a negative length',
      { ...OPTIONAL, minLength: -1 },
      ['/minLength: must be a whole number, zero or more'],
    ],
    [
      'a length with a fraction',
      { ...OPTIONAL, maxLength: 1.5 },
      ['/maxLength: must be a whole number, zero or more'],
    ],
    [
      'a note on what is published that is not true',
      { ...OPTIONAL, 'x-published-when-unset': false },
      ['/x-published-when-unset: must be true, and only an optional property has it'],
    ],
    [
      'examples that are not a list',
      { ...OPTIONAL, examples: 'a' },
      ['/examples: must be a non-empty array'],
    ],
    [
      'no example in the list',
      { ...OPTIONAL, examples: [] },
      ['/examples: must be a non-empty array'],
    ],
    [
      '\\d',
      { ...OPTIONAL, pattern: '^\\d+$' },
      ['/pattern: "\\d+" is not in the portable subset of regular expressions'],
    ],
    [
      'look-ahead',
      { ...OPTIONAL, pattern: '^(?=a)a$' },
      ['/pattern: "(?=a)a" is not in the portable subset of regular expressions'],
    ],
    [
      'a pattern without anchors',
      { ...OPTIONAL, pattern: '[a-z]+' },
      ['/pattern: must start with ^ and end with $'],
    ],
    [
      'a top-level alternative',
      { ...OPTIONAL, pattern: '^a|b$' },
      ['/pattern: must hold its alternatives in a group: ^a|b$ anchors each side once only'],
    ],
    [
      'an unbounded group without maxLength',
      { ...OPTIONAL, pattern: '^(?:ab)*$' },
      ['/pattern: repeats a group without bound: give the string a maxLength'],
    ],
    ['a pattern that is not a string', { ...OPTIONAL, pattern: 1 }, ['/pattern: must be a string']],
  ])('refuses %s as an optional field', (_, node, faults) => {
    expect(faultsOfField(node)).toEqual(faults);
  });

  it('allows an unbounded group with a maxLength', () => {
    expect(faultsOfField({ ...OPTIONAL, pattern: '^(?:ab)*$', maxLength: 10 })).toEqual([]);
  });

  it.each(['Field', 'camelCase', 'a-b', '_a', 'a_', 'a__b', '1a', '', 'é', '__proto__'])(
    'refuses the field name %j, which is not snake_case',
    (key) => {
      const schema = JSON.parse(TEXT) as Draft;
      const { properties } = schema.$defs.K8sBackupTargetSpec;
      Object.defineProperty(properties, key, { value: OPTIONAL, enumerable: true });
      expect(dialectFaults(schema)).toEqual([
        { pointer: `${SPEC}/properties/${key}`, reason: 'must be named in snake_case' },
      ]);
    },
  );

  it.each([
    ...['class', 'from', 'import', 'lambda', 'async', 'copy', 'json', 'dict', 'schema', 'validate'],
    ...['model_config', 'model_fields', 'model_anything', 'list', 'str', 'bool'],
  ])('refuses the field name %j, which Python or Pydantic has taken', (key) => {
    expect(faultsOfField(OPTIONAL, key)).toEqual([': is a reserved name in Python or Pydantic']);
  });

  it('refuses the field name constructor, which every JavaScript object has', () => {
    expect(faultsOfField(OPTIONAL, 'constructor')).toEqual([
      ': must not be the name of a member of Object.prototype',
    ]);
  });

  it('reports every fault at once', () => {
    const faults = faultsAfter((schema) => {
      delete schema['$id'];
      schema.$defs.K8sBackupTargetSpec['title'] = 'X';
      Object.assign(schema.$defs.K8sBackupTargetSpec.properties, { a: 1, b: { format: 'x' } });
    });
    expect(faults.length).toBeGreaterThanOrEqual(4);
  });
});

describe('parseContractSchema', () => {
  it('returns a schema inside the dialect', () => {
    expect(parseContractSchema('x.json', TEXT)).toEqual(JSON.parse(TEXT));
  });

  it('throws with file, pointer and reason for each fault', () => {
    const text = TEXT.replace('"title": "ProviderAppData"', '"title": "Data"').replace(
      'urn:',
      'urn", "x": "',
    );
    expect(() => parseContractSchema('x.json', text)).toThrow(
      [
        'the schema leaves the dialect that all generators honour:',
        '  x.json#/x: keyword "x" is outside the dialect here',
      ].join('\n'),
    );
    expect(() => parseContractSchema('x.json', text)).toThrow(
      '  x.json#/$defs/ProviderAppData/title: must be "ProviderAppData", the definition\'s name',
    );
  });

  it('names the file that is not JSON', () => {
    expect(() => parseContractSchema('x.json', '{')).toThrow(/^x\.json is not JSON: SyntaxError: /);
  });
});
