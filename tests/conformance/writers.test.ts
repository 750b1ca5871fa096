import { join } from 'node:path';
import { encodeDatabag, type ProviderAppData } from '@k8s-backup-target/schema';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { specFields } from './corpus.js';
import { implementationNamed } from './implementations.js';
import { LineProcess } from './line-process.js';
import { parseAnswer, requestLine } from './protocol.js';

const PYTHON = implementationNamed('python').command;
const SPEC_FIELDS = specFields();
/** The reference gives the fields that it has. */
const REFERENCE_FIELDS = [
  'include_namespaces',
  'include_resources',
  'exclude_namespaces',
  'exclude_resources',
  'include_cluster_resources',
  'label_selector',
  'ttl',
];
const READERS = ['typescript', 'python', 'reference'] as const;
const WRITERS = ['typescript', 'python', 'reference'] as const;

const pythonWriters = new LineProcess({
  program: PYTHON.program,
  args: [join(import.meta.dirname, 'testing', 'python_writers.py')],
});
const readers = READERS.map((name) => new LineProcess(implementationNamed(name).command));

afterAll(() => {
  for (const process of [pythonWriters, ...readers]) process.end();
});

/** Any Unicode that has a UTF-8 form, with the names that JavaScript treats in its own way. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    '',
    'app',
    '__proto__',
    'constructor',
    '\u007f',
    '\u2028',
    '"\\/\b\f\n\r\t',
    '<&>',
  ),
);
const integerLike = fc.oneof(
  fc.nat({ max: 20 }).map(String),
  fc.constantFrom('4294967294', '4294967295', '4294967296', '-1', '01', '1.5'),
);
const ttl = fc.constantFrom('', '0s', '72h', '30d', '1d12h', '1h30m', '2499999h', '99999999s');

function optional<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> {
  return fc.oneof(
    { weight: 3, arbitrary: value },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
  );
}

function dataWith(labelKey: fc.Arbitrary<string>): fc.Arbitrary<ProviderAppData> {
  const names = optional(fc.array(text, { maxLength: 4 }));
  const labels = fc.array(fc.tuple(labelKey, text), { maxLength: 5 }).map(Object.fromEntries);
  const spec = fc.record({
    include_namespaces: names,
    include_resources: names,
    exclude_namespaces: names,
    exclude_resources: names,
    include_cluster_resources: optional(fc.boolean()),
    label_selector: optional(labels),
    ttl: optional(ttl),
  });
  const entry = fc.record({ app: text, relation_name: text, model: text, spec });
  return fc.record({ backup_targets: fc.array(entry, { maxLength: 3 }) });
}

/** The text under `backup_targets`, as each implementation writes it. */
async function writtenTexts(data: ProviderAppData): Promise<Record<string, string>> {
  const [line = ''] = await pythonWriters.ask([`${JSON.stringify(data)}\n`]);
  return { typescript: encodeDatabag(data).backup_targets, ...JSON.parse(line) };
}

/** Reads a text with each reader, in the view of its implementation. */
async function readValues(databagText: string): Promise<readonly unknown[]> {
  const input = { backup_targets: databagText };
  const line = requestLine({ id: '1', layer: 'databag', view: 'read', input });
  return Promise.all(
    readers.map(async (reader) => {
      const [answer = ''] = await reader.ask([line]);
      const { valid, value } = parseAnswer(answer) ?? {};
      return { valid, value };
    }),
  );
}

function isIntegerLike(key: string): boolean {
  return /^(?:0|[1-9][0-9]*)$/.test(key) && Number(key) < 2 ** 32 - 1;
}

describe('the writers', () => {
  it('write the same bytes, whatever the data, as long as no label key is an integer', async () => {
    const data = dataWith(text.filter((key) => !isIntegerLike(key)));
    await fc.assert(
      fc.asyncProperty(data, async (each) => {
        const texts = await writtenTexts(each);
        expect(texts['typescript']).toBe(texts['reference']);
        expect(texts['python']).toBe(texts['reference']);
      }),
      { numRuns: 1000 },
    );
  });

  it('write the same JSON where label keys are integers, which JavaScript sorts', async () => {
    await fc.assert(
      fc.asyncProperty(dataWith(fc.oneof(integerLike, text)), async (each) => {
        const texts = await writtenTexts(each);
        const [first, ...others] = Object.values(texts).map((each) => JSON.parse(each));
        for (const other of others) expect(other).toStrictEqual(first);
        expect(texts['python']).toBe(texts['reference']);
      }),
      { numRuns: 500 },
    );
  });

  it.each(WRITERS)('write what every reader reads alike: %s', async (writer) => {
    await fc.assert(
      fc.asyncProperty(dataWith(fc.oneof(integerLike, text)), async (each) => {
        const written = (await writtenTexts(each))[writer] ?? '';
        const values = await readValues(written);
        for (const [index, reader] of READERS.entries()) {
          const fields = reader === 'reference' ? REFERENCE_FIELDS : SPEC_FIELDS;
          const expected = { valid: true, value: normalised(each, fields) };
          expect(values[index], reader).toStrictEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('write what the reference was measured to write', async () => {
    for (const { data, bytes } of MEASURED) {
      const texts = await writtenTexts(data);
      for (const writer of WRITERS) expect(texts[writer], writer).toBe(bytes);
    }
  });
});

/** The data as every reader must give it: null where unset. */
function normalised({ backup_targets }: ProviderAppData, fields: readonly string[]): unknown {
  const entries = backup_targets.map(({ app, relation_name, model, spec }) => {
    const given: Readonly<Record<string, unknown>> = { ...spec };
    const complete = fields.map((field) => [field, given[field] ?? null]);
    return { app, relation_name, model, spec: Object.fromEntries(complete) };
  });
  // Through JSON, so nothing of how the test made the data is left in it.
  return JSON.parse(JSON.stringify({ backup_targets: entries }));
}

/** Measured on the reference 0.1.0.post1, pydantic 2.13.4: what its provider hands to Juju. */
const MEASURED: readonly { readonly data: ProviderAppData; readonly bytes: string }[] = [
  {
    data: {
      backup_targets: [
        {
          app: 'my-app',
          relation_name: 'backup',
          model: 'my-model',
          spec: {
            include_namespaces: ['my-namespace'],
            include_resources: ['persistentvolumeclaims', 'services', 'deployments'],
            ttl: '24h',
          },
        },
      ],
    },
    bytes:
      '[{"app": "my-app", "relation_name": "backup", "model": "my-model", "spec": {"include_namespaces": ["my-namespace"], "include_resources": ["persistentvolumeclaims", "services", "deployments"], "exclude_namespaces": null, "exclude_resources": null, "include_cluster_resources": null, "label_selector": null, "ttl": "24h"}}]',
  },
  {
    data: {
      backup_targets: [
        {
          app: 'my-app',
          relation_name: 'backup',
          model: 'my-model',
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
      ],
    },
    bytes:
      '[{"app": "my-app", "relation_name": "backup", "model": "my-model", "spec": {"include_namespaces": null, "include_resources": [], "exclude_namespaces": ["kube-system"], "exclude_resources": null, "include_cluster_resources": false, "label_selector": {"\\u00e9quipe": "donn\\u00e9es", "\\u540d": "\\u30d0\\u30c3\\u30af\\u30a2\\u30c3\\u30d7", "emoji": "\\ud83d\\ude00", "esc": "a\\"b\\\\c/d\\n\\t\\u007f<&>\\u2028"}, "ttl": "72h0m0s"}}]',
  },
];
