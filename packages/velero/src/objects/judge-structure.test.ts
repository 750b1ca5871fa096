import { describe, expect, it } from 'vitest';
import { judgeStructure } from './judge-structure.js';
import { isVeleroKind } from './schema-of.js';

function faultsOf(spec: unknown, release = '1.18.3') {
  const object = { apiVersion: 'velero.io/v1', kind: 'Backup', metadata: { name: 'b' }, spec };
  return judgeStructure('Backup', object, release).faults;
}

describe('isVeleroKind', () => {
  it.each(['Backup', 'BackupStorageLocation', 'Schedule', 'VolumeSnapshotLocation'])(
    'knows %s',
    (kind) => {
      expect(isVeleroKind(kind)).toBe(true);
    },
  );

  it.each(['Restore', 'backup', 'constructor', '', 1, null, undefined, ['Backup']])(
    'knows no %j',
    (kind) => {
      expect(isVeleroKind(kind)).toBe(false);
    },
  );
});

describe('judgeStructure', () => {
  it.each([
    [{ ttl: 720 }, 'wrong-type', '/spec/ttl'],
    [{ includedNamespaces: [1] }, 'wrong-type', '/spec/includedNamespaces/0'],
    [{ includedNamespaces: [null] }, 'wrong-type', '/spec/includedNamespaces/0'],
    [
      { labelSelector: { matchLabels: { 'a/b': 1 } } },
      'wrong-type',
      '/spec/labelSelector/matchLabels/a~1b',
    ],
    [
      { labelSelector: { matchExpressions: [{ key: 'a' }] } },
      'missing-field',
      '/spec/labelSelector/matchExpressions/0',
    ],
    [{ resourcePolicy: { kind: 'ConfigMap' } }, 'missing-field', '/spec/resourcePolicy'],
    [
      { resourcePolicy: { kind: 'ConfigMap', name: null } },
      'missing-field',
      '/spec/resourcePolicy',
    ],
    [
      { hooks: { resources: [{ name: 'h', pre: [{ exec: { command: [], onError: 'Fail' } }] }] } },
      'too-few-items',
      '/spec/hooks/resources/0/pre/0/exec/command',
    ],
    [
      {
        hooks: { resources: [{ name: 'h', pre: [{ exec: { command: ['a'], onError: 'fail' } }] }] },
      },
      'unknown-value',
      '/spec/hooks/resources/0/pre/0/exec/onError',
    ],
  ])('finds what an API server refuses: %j', (spec, rule, path) => {
    expect(faultsOf(spec)).toMatchObject([{ rule, path, fate: 'refused' }]);
  });

  it('finds what it drops, and says what is left', () => {
    const object = { spec: { labelSelector: { app: 'x' }, ttl: '1h' }, more: 1 };
    expect(judgeStructure('Backup', object, '1.18.3')).toMatchObject({
      stored: { spec: { labelSelector: {}, ttl: '1h' } },
      faults: [
        { rule: 'unknown-field', fate: 'pruned', path: '/spec/labelSelector/app' },
        { rule: 'unknown-field', fate: 'pruned', path: '/more' },
      ],
    });
  });

  it('names the fields in its place, and where a field of this name is taken', () => {
    const object = { spec: { schedule: '@daily', template: {}, ttl: '1h' } };
    const [fault] = judgeStructure('Schedule', object, '1.18.3').faults;
    expect(fault).toMatchObject({ path: '/spec/ttl', belongsAt: '/spec/template/ttl' });
    expect(fault?.known).toContain('paused');
  });

  it('takes null for a field that is not set, and keeps it where the schema says so', () => {
    const spec = { ttl: null, includedNamespaces: null };
    const judged = judgeStructure('Backup', { spec }, '1.18.3');
    expect(judged).toEqual({ faults: [], stored: { spec: { includedNamespaces: null } } });
  });

  it('judges times and base64', () => {
    const at = (startTimestamp: string) =>
      judgeStructure('Backup', { status: { startTimestamp } }, '1.18.3').faults;
    expect(at('2026-01-31T02:00:00Z')).toEqual([]);
    expect(at('2026-02-30T02:00:00Z')).toMatchObject([{ rule: 'wrong-format' }]);
    expect(at('2026-01-31T02:00:61Z')).toMatchObject([{ rule: 'wrong-format' }]);
    const location = (caCert: string) => ({
      spec: { provider: 'aws', objectStorage: { bucket: 'b', caCert } },
    });
    const judge = (caCert: string) =>
      judgeStructure('BackupStorageLocation', location(caCert), '1.18.3').faults;
    expect(judge('YQ==')).toEqual([]);
    expect(judge('a b')).toMatchObject([{ rule: 'wrong-format' }]);
  });

  it.each([
    ['1.17.2', ['/status/queuePosition']],
    ['1.18.0', []],
  ])('has every schema since the release that brought it: %s', (release, paths) => {
    const { faults } = judgeStructure('Backup', { status: { queuePosition: 1 } }, release);
    expect(faults.map(({ path }) => path)).toEqual(paths);
  });

  it('judges the version and the kind as texts', () => {
    const { faults } = judgeStructure('Backup', { apiVersion: 1, kind: null }, '1.18.3');
    expect(faults).toMatchObject([{ rule: 'wrong-type', path: '/apiVersion' }]);
  });

  it('judges metadata by the type that Kubernetes reads it into', () => {
    const metadata = { name: 'a', labels: { a: 1 }, label: {}, annotations: null };
    expect(judgeStructure('Backup', { metadata }, '1.18.3').faults).toMatchObject([
      { rule: 'wrong-type', path: '/metadata/labels/a' },
      { rule: 'unknown-field', path: '/metadata/label' },
    ]);
  });

  it.each([
    ['1.13.0', 1],
    ['0.99.99', 1],
    ['1.16.2', 1],
    ['v1.16.99', 1],
    ['v1.17.0-rc.1', 0],
    ['1.17.0', 0],
    ['1.100.0', 0],
    ['2.0.0', 0],
    ['10.0.0', 0],
    ['1.18.3', 0],
    ['main', 0],
    ['at 1.16.2', 0],
    ['1.16', 0],
  ])('judges by the schema of a release: %s', (release, count) => {
    expect(faultsOf({ volumeGroupSnapshotLabelKey: 'a' }, release)).toHaveLength(count);
  });
});
