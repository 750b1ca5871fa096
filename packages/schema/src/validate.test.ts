import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ContractError,
  describeIssue,
  type Issue,
  type Result,
  read,
  summarizeIssues,
  write,
} from './index.js';
import { UNSET_SPEC } from './test-data/unset-spec.js';

const views = [
  { view: 'read', types: read },
  { view: 'write', types: write },
] as const;

const names = ['ProviderAppData', 'BackupTargetEntry', 'K8sBackupTargetSpec'] as const;

const FULL_SPEC = {
  ...UNSET_SPEC,
  include_namespaces: ['a', 'a', ''],
  include_resources: [],
  exclude_namespaces: ['b'],
  exclude_resources: ['c'],
  include_cluster_resources: false,
  label_selector: { app: 'x', '': '' },
  ttl: '1d',
};
const ENTRY = { app: 'a', relation_name: 'r', model: 'm', spec: FULL_SPEC };

/** `path rule` of each issue, in order. */
function rules(result: Result<unknown>): string[] {
  return result.ok ? [] : result.issues.map(({ path, rule }) => `${path} ${rule}`);
}

function validOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(summarizeIssues(result.issues));
  return result.value;
}

function issuesOf(result: Result<unknown>): readonly Issue[] {
  return result.ok ? [] : result.issues;
}

const NOT_STRING = [null, 0, 1.5, true, [], {}, ['a']];
const NOT_LIST = ['', 'a', 0, true, {}, { length: 0 }];
const wrongTypes: readonly (readonly [field: string, wrong: readonly unknown[], path: string])[] = [
  ...(['app', 'relation_name', 'model'] as const).map(
    (field) => [field, NOT_STRING, `/${field}`] as const,
  ),
  ['spec', [null, '', '{}', 0, true, [], [{}]], '/spec'],
  ...(
    ['include_namespaces', 'include_resources', 'exclude_namespaces', 'exclude_resources'] as const
  ).flatMap(
    (field) =>
      [
        [`spec.${field}`, NOT_LIST, `/spec/${field}`],
        [`spec.${field}`, NOT_STRING.map((item) => ['ok', item]), `/spec/${field}/1`],
      ] as const,
  ),
  ['spec.include_cluster_resources', ['true', '', 0, 1, [], {}], '/spec/include_cluster_resources'],
  ['spec.label_selector', ['a=b', 0, true, [], [['a', 'b']]], '/spec/label_selector'],
  [
    'spec.label_selector',
    NOT_STRING.map((value) => ({ ok: 'ok', 'a/b~c': value })),
    '/spec/label_selector/a~1b~0c',
  ],
  ['spec.ttl', [0, 3600, true, [], {}, ['1h']], '/spec/ttl'],
];

function entryWith(field: string, value: unknown): Record<string, unknown> {
  const [key, inner] = field.split('.');
  if (inner !== undefined) return { ...ENTRY, spec: { ...FULL_SPEC, [inner]: value } };
  return { ...ENTRY, [String(key)]: value };
}

describe.each(views)('validate in the $view view', ({ view, types }) => {
  it.each(wrongTypes)(
    'refuses %s with a value such as %j, by pointer and rule',
    (field, wrong, path) => {
      for (const value of wrong) {
        const result = types.BackupTargetEntry.validate(entryWith(field, value));
        expect({ value, rules: rules(result) }).toEqual({ value, rules: [`${path} type`] });
      }
    },
  );

  it.each(['app', 'relation_name', 'model', 'spec'])('requires %s', (field) => {
    const { [field]: _, ...lacking } = ENTRY as Record<string, unknown>;
    for (const entry of [lacking, { ...ENTRY, [field]: undefined }]) {
      const result = types.BackupTargetEntry.validate(entry);
      expect(rules(result)).toEqual([' required']);
      expect(issuesOf(result)[0]?.message).toBe(`lacks the required field "${field}"`);
    }
  });

  it.each(Object.keys(UNSET_SPEC))(
    'takes null, undefined and absent for %s as not set',
    (field) => {
      const { [field]: _, ...rest } = FULL_SPEC as Record<string, unknown>;
      for (const spec of [
        rest,
        { ...FULL_SPEC, [field]: null },
        { ...FULL_SPEC, [field]: undefined },
      ]) {
        const value = validOf(types.K8sBackupTargetSpec.validate(spec));
        expect(value).toStrictEqual({ ...FULL_SPEC, [field]: null });
        expect(Object.keys(value)).toEqual(Object.keys(UNSET_SPEC));
      }
    },
  );

  it('gives every key, in schema order, for an empty spec', () => {
    const value = validOf(types.K8sBackupTargetSpec.validate({}));
    expect(JSON.stringify(value)).toBe(JSON.stringify(UNSET_SPEC));
  });

  it('keeps the empty ttl as it is', () => {
    expect(validOf(types.K8sBackupTargetSpec.validate({ ttl: '' })).ttl).toBe('');
  });

  it.each(names)('refuses every value that is not an object as %s', (name) => {
    for (const value of [
      null,
      undefined,
      '',
      'a',
      0,
      Number.NaN,
      1n,
      true,
      [],
      [[]],
      Symbol('s'),
      () => 0,
    ]) {
      const result = types[name].validate(value);
      expect(rules(result)).toEqual([' type']);
      expect(issuesOf(result)[0]?.message).toBe('must be of type object');
    }
  });

  it('refuses a backup_targets that is not a list, and each item that is not an entry', () => {
    for (const wrong of [null, {}, '[]', 0]) {
      expect(rules(types.ProviderAppData.validate({ backup_targets: wrong }))).toEqual([
        '/backup_targets type',
      ]);
    }
    expect(rules(types.ProviderAppData.validate({}))).toEqual([' required']);
    expect(
      rules(types.ProviderAppData.validate({ backup_targets: [ENTRY, null, ENTRY, 1] })),
    ).toEqual(['/backup_targets/1 type', '/backup_targets/3 type']);
  });

  it('reports every issue of every level at once', () => {
    const spec = { ttl: '24H', include_namespaces: [1, 'a', null], label_selector: { a: 1 } };
    const data = { backup_targets: [{ app: 1, spec }, ENTRY, { ...ENTRY, spec: null }] };
    expect(rules(types.ProviderAppData.validate(data)).sort()).toEqual([
      '/backup_targets/0 required',
      '/backup_targets/0 required',
      '/backup_targets/0/app type',
      '/backup_targets/0/spec/include_namespaces/0 type',
      '/backup_targets/0/spec/include_namespaces/2 type',
      '/backup_targets/0/spec/label_selector/a type',
      '/backup_targets/0/spec/ttl pattern',
      '/backup_targets/2/spec type',
    ]);
  });

  it('says which types would do', () => {
    const result = types.K8sBackupTargetSpec.validate({ include_namespaces: 'a', ttl: 1 });
    expect(issuesOf(result).map(({ message }) => message)).toEqual([
      'must be of type array or null',
      'must be of type string or null',
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '1', '', 'a/b', '~'])(
    'carries the label key %j like any other',
    (key) => {
      const label_selector = JSON.parse(`{"z": "first", ${JSON.stringify(key)}: "kept"}`);
      const labels = validOf(types.K8sBackupTargetSpec.validate({ label_selector })).label_selector;
      expect(Object.entries(labels ?? {}).sort()).toEqual(
        [
          [key, 'kept'],
          ['z', 'first'],
        ].sort(),
      );
      expect(Object.getPrototypeOf(labels)).toBe(Object.prototype);
      expect(({} as Record<string, unknown>)['kept']).toBeUndefined();
    },
  );

  it.each(['__proto__', 'constructor', 'toString', '1', ''])(
    'points at the label key %j when its value is wrong',
    (key) => {
      const label_selector = JSON.parse(`{${JSON.stringify(key)}: 1}`);
      expect(rules(types.K8sBackupTargetSpec.validate({ label_selector }))).toEqual([
        `/label_selector/${key} type`,
      ]);
    },
  );

  it('does not change its input, and shares nothing with it', () => {
    const data = { backup_targets: [ENTRY, { ...ENTRY, spec: {} }] };
    const before = JSON.stringify(data);
    const value = validOf(types.ProviderAppData.validate(deepFreeze(structuredClone(data))));
    expect(JSON.stringify(data)).toBe(before);
    const input = objectsIn(data);
    const output = objectsIn(validOf(types.ProviderAppData.validate(data)));
    expect(output.filter((object) => input.includes(object))).toEqual([]);
    expect(output).toHaveLength(objectsIn(value).length);
    expect(value).toStrictEqual({
      backup_targets: [ENTRY, { ...ENTRY, spec: UNSET_SPEC }],
    });
  });

  it.each(['\ud83d', '\ude00', 'a\ud800b'])(
    'refuses the lone surrogate %j wherever it is',
    (text) => {
      expect(rules(types.BackupTargetEntry.validate({ ...ENTRY, app: text }))).toEqual([
        '/app unicode',
      ]);
      expect(
        rules(types.K8sBackupTargetSpec.validate({ include_resources: ['ok', text] })),
      ).toEqual(['/include_resources/1 unicode']);
      expect(
        rules(types.K8sBackupTargetSpec.validate({ label_selector: { 'a/b': text } })),
      ).toEqual(['/label_selector/a~1b unicode']);
      expect(
        rules(types.K8sBackupTargetSpec.validate({ label_selector: { [text]: 'a' } })),
      ).toEqual(['/label_selector unicode']);
    },
  );

  it('accepts surrogates in pairs', () => {
    expect(types.BackupTargetEntry.validate({ ...ENTRY, app: '\ud83d\ude00' }).ok).toBe(true);
  });

  it('turns an object that throws when it is read into the issue "unreadable"', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const mute = Object.assign(Object.create(null), { toString: 1 });
    for (const thrown of [new Error('boom'), 'text', null, proxy, mute, Symbol('s')]) {
      const hostile = throwing(thrown);
      for (const value of [hostile, proxy]) {
        expect(rules(types.K8sBackupTargetSpec.validate(value))).toEqual([' unreadable']);
      }
      expect(rules(types.BackupTargetEntry.validate({ ...ENTRY, spec: hostile }))).toEqual([
        ' unreadable',
      ]);
      expect(rules(types.ProviderAppData.validate({ backup_targets: [hostile] }))).toEqual([
        ' unreadable',
      ]);
    }
  });

  it('handles cyclic and very deep values', () => {
    const cyclic: Record<string, unknown> = { ...ENTRY };
    cyclic['spec'] = cyclic;
    expect(types.BackupTargetEntry.validate(cyclic).ok).toBe(view === 'read');
    cyclic['app'] = cyclic;
    expect(rules(types.BackupTargetEntry.validate(cyclic))).toContain('/app type');
    let deep: unknown = [];
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(rules(types.ProviderAppData.validate({ backup_targets: deep }))).toEqual([
      '/backup_targets/0 type',
    ]);
    expect(types.K8sBackupTargetSpec.validate({ newer: deep }).ok).toBe(view === 'read');
  });

  it('throws nothing and changes nothing, whatever the value', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, fc.constantFrom(...names), (value, name) => {
        const before = fc.stringify(value);
        const result = types[name].validate(value);
        expect(result.ok || result.issues.length > 0).toBe(true);
        expect(fc.stringify(value)).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });

  it('writes each message on one line, whatever keys and values hold', () => {
    const texts = fc.string({
      unit: fc.constantFrom('\n', '\r', '\u2028', '\u0000', '\ud800', 'a'),
    });
    const value = fc.record({ ttl: texts, label_selector: fc.dictionary(texts, fc.constant(1)) });
    fc.assert(
      fc.property(value, fc.dictionary(texts, texts), texts, (spec, unknown, thrown) => {
        const issues = [
          ...issuesOf(types.K8sBackupTargetSpec.validate({ ...unknown, ...spec })),
          ...issuesOf(types.K8sBackupTargetSpec.validate(throwing(thrown))),
        ];
        const lines = [...issues.map(({ message }) => message), summarizeIssues(issues)];
        for (const line of lines) {
          expect(line).toMatch(/^[^\n\r\u2028\u2029]+$/);
          expect(line.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('the two views', () => {
  const [inSpec, inEntry, inData] = [
    { ...FULL_SPEC, exclude_namespace: ['b'] },
    { ...ENTRY, TTL: '1h' },
    { backup_targets: [], version: 1 },
  ];

  it('differ in unknown fields: read drops them at every level', () => {
    const data = { ...inData, backup_targets: [{ ...inEntry, spec: inSpec }] };
    expect(validOf(read.ProviderAppData.validate(data))).toStrictEqual({ backup_targets: [ENTRY] });
    const polluted = JSON.parse('{"__proto__": {"ttl": "1h"}, "constructor": 1}');
    expect(validOf(read.K8sBackupTargetSpec.validate(polluted))).toStrictEqual(UNSET_SPEC);
  });

  it('differ in unknown fields: write refuses them at every level, by name', () => {
    const data = { ...inData, backup_targets: [{ ...inEntry, spec: inSpec }] };
    const result = write.ProviderAppData.validate(data);
    expect(rules(result)).toEqual([
      ' additionalProperties',
      '/backup_targets/0 additionalProperties',
      '/backup_targets/0/spec additionalProperties',
    ]);
    expect(issuesOf(result).map(describeIssue)).toEqual([
      'the value has the unknown field "version": correct its spelling or remove it',
      '/backup_targets/0 has the unknown field "TTL": correct its spelling or remove it',
      '/backup_targets/0/spec has the unknown field "exclude_namespace": write exclude_namespaces, or remove it',
    ]);
    expect(issuesOf(result).map(({ key, suggestion }) => [key, suggestion])).toEqual([
      ['version', undefined],
      ['TTL', undefined],
      ['exclude_namespace', 'exclude_namespaces'],
    ]);
    for (const key of ['__proto__', 'constructor', 'toString']) {
      const spec = JSON.parse(`{"${key}": null}`);
      expect(rules(write.K8sBackupTargetSpec.validate(spec))).toEqual([' additionalProperties']);
    }
  });

  it('agree on every value without unknown fields', () => {
    fc.assert(
      fc.property(likelyData, (data) => {
        const written = write.ProviderAppData.validate(data);
        if (!rules(written).some((rule) => rule.endsWith('additionalProperties')))
          expect(written).toEqual(read.ProviderAppData.validate(data));
      }),
    );
  });
});

describe('parse', () => {
  it('returns the normalised value', () => {
    expect(read.K8sBackupTargetSpec.parse({})).toStrictEqual(UNSET_SPEC);
  });

  it('throws a ContractError with the issues that validate returns', () => {
    const value = { ttl: '24H', label_selector: { a: 1 } };
    const issues = issuesOf(write.K8sBackupTargetSpec.validate(value));
    expect(issues).toHaveLength(2);
    let thrown: unknown;
    try {
      write.K8sBackupTargetSpec.parse(value);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ContractError);
    expect(thrown).toMatchObject({ code: 'invalid-data', issues });
    expect(String(thrown)).toBe(`ContractError: invalid-data: ${summarizeIssues(issues)}`);
  });
});

describe('summarizeIssues', () => {
  it('gives the first issue and the number of the others', () => {
    const issue = { path: '/a', rule: 'type', message: 'is wrong' };
    expect(summarizeIssues([])).toBe('no issues');
    expect(summarizeIssues([issue])).toBe('/a is wrong');
    expect(summarizeIssues([{ ...issue, path: '' }, issue, issue])).toBe(
      'the value is wrong (and 2 more)',
    );
  });
});

const text = readFileSync(
  new URL('../../../schema/v0/k8s_backup_target.schema.json', import.meta.url),
  'utf8',
);

/** The canonical schema run by Ajv itself, closed in the write view. */
function oracle(view: 'read' | 'write'): (name: string, value: unknown) => string[] {
  const schema = JSON.parse(text);
  if (view === 'write') {
    for (const definition of Object.values<object>(schema.$defs)) {
      Object.assign(definition, { additionalProperties: false });
    }
  }
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    keywords: ['x-published-when-unset'],
  });
  ajv.addSchema(schema);
  return (name, value) => {
    const validate = ajv.getSchema(`${schema.$id}#/$defs/${name}`);
    if (validate === undefined) throw new Error(`the schema does not define ${name}`);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  };
}

const scalars = fc.oneof(
  fc.constantFrom(null, true, 0, '', '72h', '24H', 'a', '\ud83d', undefined),
  fc.string(),
);
const likelySpec = fc.record(
  {
    include_namespaces: fc.oneof(fc.array(scalars, { maxLength: 3 }), scalars),
    exclude_resources: fc.oneof(fc.array(fc.string(), { maxLength: 3 }), scalars),
    include_cluster_resources: scalars,
    label_selector: fc.oneof(fc.dictionary(fc.string(), scalars), fc.array(scalars), scalars),
    ttl: fc.oneof(fc.stringMatching(/^[0-9dhms]{0,8}$/), scalars),
    exclude_namespace: fc.constant(['b']),
  },
  { requiredKeys: [] },
);
const likelyEntry = fc.record(
  { app: scalars, relation_name: fc.string(), model: fc.string(), spec: likelySpec, TTL: scalars },
  { requiredKeys: ['relation_name', 'spec'] },
);
const likelyData = fc.record(
  {
    backup_targets: fc.oneof(fc.array(fc.oneof(likelyEntry, scalars), { maxLength: 4 }), scalars),
    version: scalars,
  },
  { requiredKeys: ['backup_targets'] },
);

describe.each(views)('Ajv on the canonical schema, $view view', ({ view, types }) => {
  let ajv: ReturnType<typeof oracle>;
  beforeAll(() => {
    ajv = oracle(view);
  });

  it.each(names)('gives the same verdict, pointers and rules for %s', (name) => {
    const values = fc.oneof(
      likelyData,
      likelyEntry,
      likelySpec,
      fc.anything({ withNullPrototype: true }),
    );
    fc.assert(
      fc.property(values, (value) => {
        const found = rules(types[name].validate(value));
        // Well-formed Unicode is asked for on top of the schema.
        const fromSchema = found.filter((rule) => !rule.endsWith(' unicode'));
        expect(fromSchema.sort()).toEqual(ajv(name, value).sort());
        if (found.length > fromSchema.length) expect(fromSchema).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

function throwing(thrown: unknown): object {
  const fail = (): never => {
    throw thrown;
  };
  return new Proxy({}, { get: fail, has: fail, ownKeys: fail, getOwnPropertyDescriptor: fail });
}

function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

function deepFreeze<T>(value: T): T {
  for (const object of objectsIn(value)) Object.freeze(object);
  return value;
}
