import { createHash } from 'node:crypto';
import { anyText } from '@k8s-backup-target/tools/any-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BackupTargetEntry,
  ContractError,
  encodeDatabag,
  type K8sBackupTargetSpec,
  type ProviderAppData,
} from './index.js';
import { BACKUP_TARGETS } from './internal.js';

function dataWith(...specs: readonly K8sBackupTargetSpec[]): ProviderAppData {
  return {
    backup_targets: specs.map((spec) => ({
      app: 'my-app',
      relation_name: 'backup',
      model: 'my-model',
      spec,
    })),
  };
}

function encode(data: ProviderAppData): string {
  return encodeDatabag(data)[BACKUP_TARGETS];
}

function labelsOf(labels: Record<string, string>): string {
  return (
    /"label_selector": (\{.*\}), "ttl"/.exec(encode(dataWith({ label_selector: labels })))?.[1] ??
    ''
  );
}

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

/** Python's json.dumps, one UTF-16 unit after another, independent of JSON.stringify. */
function pythonString(text: string): string {
  const short = new Map([
    ['"', '\\"'],
    ['\\', '\\\\'],
    ['\n', '\\n'],
    ['\r', '\\r'],
    ['\t', '\\t'],
    ['\f', '\\f'],
    ['\b', '\\b'],
  ]);
  let out = '"';
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charAt(index);
    const code = text.charCodeAt(index);
    const plain = code >= 0x20 && code <= 0x7e ? unit : `\\u${`000${code.toString(16)}`.slice(-4)}`;
    out += short.get(unit) ?? plain;
  }
  return `${out}"`;
}

function pythonList(names: readonly string[] | null | undefined): string {
  return names ? `[${names.map(pythonString).join(', ')}]` : 'null';
}

function pythonEntry({ app, relation_name, model, spec }: BackupTargetEntry): string {
  const labels = Object.entries(spec.label_selector ?? {}).map(
    ([key, value]) => `${pythonString(key)}: ${pythonString(value)}`,
  );
  const flag = spec.include_cluster_resources;
  const fields = [
    `"include_namespaces": ${pythonList(spec.include_namespaces)}`,
    `"include_resources": ${pythonList(spec.include_resources)}`,
    `"exclude_namespaces": ${pythonList(spec.exclude_namespaces)}`,
    `"exclude_resources": ${pythonList(spec.exclude_resources)}`,
    `"include_cluster_resources": ${flag === true ? 'true' : flag === false ? 'false' : 'null'}`,
    `"label_selector": ${spec.label_selector ? `{${labels.join(', ')}}` : 'null'}`,
    `"ttl": ${typeof spec.ttl === 'string' ? pythonString(spec.ttl) : 'null'}`,
  ];
  return (
    `{"app": ${pythonString(app)}, "relation_name": ${pythonString(relation_name)}, ` +
    `"model": ${pythonString(model)}, "spec": {${fields.join(', ')}}}`
  );
}

const texts = fc.oneof(
  anyText(),
  fc.string({
    unit: fc.constantFrom(...'"\\/\n\r\t\f\b\u0000\u001f\u007f\u0080\u2028\u{1f600}é<&>'),
  }),
);
const lists = fc.option(fc.array(texts, { maxLength: 3 }), { freq: 3 });
const specs = fc.record(
  {
    ttl: fc.constantFrom(null, '', '24h', '30d'),
    label_selector: fc.option(fc.dictionary(texts, texts, { noNullPrototype: true })),
    include_cluster_resources: fc.constantFrom(true, false, null),
    exclude_resources: lists,
    exclude_namespaces: lists,
    include_resources: lists,
    include_namespaces: lists,
  },
  { requiredKeys: [] },
);
const entries = fc.record({ spec: specs, model: texts, relation_name: texts, app: texts });

describe('encodeDatabag', () => {
  it.each([
    {
      name: 'lists and a ttl',
      bytes: 321,
      sha256: '3b2b05c89a5d5e32e18acb6d2be1ef7438bac713083ad8fe5614582466f4a209',
      spec: {
        ttl: '24h',
        include_resources: ['persistentvolumeclaims', 'services', 'deployments'],
        include_namespaces: ['my-namespace'],
      },
    },
    {
      name: 'an empty list, false, and labels in many scripts',
      bytes: 415,
      sha256: '4e1589239566275bfb3187fea8ab5d77ace9ba60e5d81d1fdf6310728202b0bc',
      spec: {
        include_resources: [],
        exclude_namespaces: ['kube-system'],
        include_cluster_resources: false,
        label_selector: {
          équipe: 'données',
          名: 'バックアップ',
          emoji: '😀',
          esc: 'a"b\\c/d\n\t\u007f<&>\u2028',
        },
        ttl: '72h0m0s',
      },
    },
    {
      name: 'an empty spec',
      bytes: 259,
      sha256: '0bfa89811ae815dd39608c987dcd57f947eae9e374973e69bd4258f5457a8a9c',
      spec: {},
    },
  ])('writes the bytes of the Python reference for $name', ({ bytes, sha256, spec }) => {
    const text = encode(dataWith(spec));
    expect(Buffer.byteLength(text)).toBe(bytes);
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
  });

  it('writes ASCII only, as json.dumps would, for any valid data', () => {
    fc.assert(
      fc.property(fc.array(entries, { maxLength: 3 }), (backup_targets) => {
        const text = encode({ backup_targets });
        expect(text).toBe(`[${backup_targets.map(pythonEntry).join(', ')}]`);
        expect(text).toMatch(/^[ -~]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('has the one key backup_targets', () => {
    expect(encodeDatabag({ backup_targets: [] })).toEqual({ backup_targets: '[]' });
  });

  it('keeps label keys that mean something to JavaScript', () => {
    const labels = JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c", "": "d"}');
    expect(labelsOf(labels)).toBe(
      '{"__proto__": "a", "constructor": "b", "toString": "c", "": "d"}',
    );
  });

  it('writes integer-like label keys first, in numeric order: the one difference from Python', () => {
    const labels = JSON.parse('{"z": "1", "10": "2", "a": "3", "9": "4", "01": "5"}');
    expect(labelsOf(labels)).toBe('{"9": "4", "10": "2", "z": "1", "a": "3", "01": "5"}');
  });

  it('refuses an unknown field, which every reader would ignore', () => {
    const spec = JSON.parse('{"exclude_namespace": ["kube-system"]}') as K8sBackupTargetSpec;
    const error = thrownBy(() => encode(dataWith({}, spec)));
    expect(error).toBeInstanceOf(ContractError);
    expect(error).toMatchObject({
      name: 'ContractError',
      code: 'invalid-data',
      message:
        'invalid-data: /backup_targets/1/spec has the unknown field "exclude_namespace": write exclude_namespaces, or remove it',
      issues: [{ path: '/backup_targets/1/spec', rule: 'additionalProperties' }],
    });
  });

  it('names the first issue and counts the others', () => {
    const error = thrownBy(() => encode(dataWith({ ttl: '24H' }, { ttl: '1w' }, { ttl: '-1h' })));
    expect(String(error)).toMatch(
      /^ContractError: invalid-data: \/backup_targets\/0\/spec\/ttl must .* \(and 2 more\)$/,
    );
  });

  it.each([
    ['a value', { label_selector: { a: '\ud83d' } }, '/backup_targets/0/spec/label_selector/a'],
    ['a key', { label_selector: { '\ude00': 'a' } }, '/backup_targets/0/spec/label_selector'],
    [
      'a list',
      { include_namespaces: ['ok', '\udc00x'] },
      '/backup_targets/0/spec/include_namespaces/1',
    ],
  ])('refuses a lone surrogate in %s, which has no UTF-8 form', (_, spec, path) => {
    const error = thrownBy(() => encode(dataWith(spec)));
    expect(error).toMatchObject({ issues: [{ path, rule: 'unicode' }] });
  });

  it('leaves its input as it was', () => {
    const data = Object.freeze(dataWith(Object.freeze({ ttl: '1h' })));
    const before = JSON.stringify(data);
    encode(data);
    expect(JSON.stringify(data)).toBe(before);
  });
});
