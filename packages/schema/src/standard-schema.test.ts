import type { StandardSchemaV1 } from '@standard-schema/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, summarizeIssues, write } from './index.js';

const types: readonly (readonly [name: string, type: StandardSchemaV1])[] = [
  ['read.ProviderAppData', read.ProviderAppData],
  ['read.BackupTargetEntry', read.BackupTargetEntry],
  ['read.K8sBackupTargetSpec', read.K8sBackupTargetSpec],
  ['write.ProviderAppData', write.ProviderAppData],
  ['write.BackupTargetEntry', write.BackupTargetEntry],
  ['write.K8sBackupTargetSpec', write.K8sBackupTargetSpec],
];

/** Uses a schema like a consumer of the specification, which is written against the spec's types alone. */
function failures(schema: StandardSchemaV1, value: unknown): readonly StandardSchemaV1.Issue[] {
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise) throw new TypeError('must be synchronous');
  return result.issues ?? [];
}

describe.each(types)('~standard of %s', (_, type) => {
  it('is version 1 with a vendor', () => {
    expect(type['~standard']).toMatchObject({ version: 1, vendor: 'k8s-backup-target' });
  });

  it('fails with a message and a path for what is not an object', () => {
    expect(failures(type, 1)).toEqual([{ message: 'must be of type object', path: [] }]);
  });

  it('throws nothing, whatever the value', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withNullPrototype: true }), (value) => {
        for (const { message, path } of failures(type, value)) {
          expect(typeof message).toBe('string');
          expect(Array.isArray(path)).toBe(true);
        }
      }),
    );
  });

  it('throws nothing when a getter throws, be it at the first reading or at a later one', () => {
    for (let reading = 1; reading <= 8; reading += 1) {
      for (const field of ['backup_targets', 'spec', 'label_selector']) {
        let left = reading;
        const hostile = {
          get [field](): unknown {
            left -= 1;
            if (left === 0) throw new Error('boom');
            return { a: 1 };
          },
        };
        expect(failures(type, hostile).length + failures(type, [hostile]).length).toBeGreaterThan(
          0,
        );
      }
    }
  });
});

describe('~standard.validate', () => {
  const entry = { app: 'a', relation_name: 'r', model: 'm', spec: {} };

  it('returns the normalised value and no issues', () => {
    const result = read.BackupTargetEntry['~standard'].validate({ ...entry, newer: 1 });
    expect(result).toStrictEqual({ value: read.BackupTargetEntry.parse(entry) });
  });

  it('gives numbers in a path under a list only, also where a label is a number', () => {
    const spec = {
      include_namespaces: ['a', 1],
      label_selector: { '0': 1, 'a/b~c': 2, '~1': 3, '': 4 },
    };
    const data = { backup_targets: [entry, { ...entry, spec }] };
    expect(failures(read.ProviderAppData, data).map(({ path }) => path)).toEqual([
      ['backup_targets', 1, 'spec', 'include_namespaces', 1],
      ['backup_targets', 1, 'spec', 'label_selector', '0'],
      ['backup_targets', 1, 'spec', 'label_selector', 'a/b~c'],
      ['backup_targets', 1, 'spec', 'label_selector', '~1'],
      ['backup_targets', 1, 'spec', 'label_selector', ''],
    ]);
  });

  it('follows keys such as __proto__ without leaving the value', () => {
    const label_selector = JSON.parse('{"__proto__": 1, "constructor": 2}');
    expect(failures(write.K8sBackupTargetSpec, { label_selector }).map(({ path }) => path)).toEqual(
      [
        ['label_selector', '__proto__'],
        ['label_selector', 'constructor'],
      ],
    );
  });

  it('gives the messages of validate', () => {
    const value = { ttl: '24H', unknown: 1 };
    const result = write.K8sBackupTargetSpec.validate(value);
    const messages = result.ok
      ? []
      : result.issues.map(({ message, remedy }) => [message, remedy].filter(Boolean).join(': '));
    expect(messages).toHaveLength(2);
    expect(failures(write.K8sBackupTargetSpec, value).map(({ message }) => message)).toEqual(
      messages,
    );
  });

  it('reports a hostile object as validate does', () => {
    const hostile = {
      get ttl(): never {
        throw new Error('boom');
      },
    };
    const result = read.K8sBackupTargetSpec.validate(hostile);
    const [issue] = failures(read.K8sBackupTargetSpec, hostile);
    expect(issue?.path).toEqual([]);
    expect(`the value ${issue?.message}`).toBe(result.ok ? '' : summarizeIssues(result.issues));
  });
});
