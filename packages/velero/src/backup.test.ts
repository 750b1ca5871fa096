import { anyText } from '@k8s-backup-target/tools/any-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBackup } from './backup.js';
import { targetName } from './target-name.js';
import { targetWith, thrownIssues } from './test-data/targets.js';

const OPTIONS = { managedBy: 'my-charm' };

describe('toBackup', () => {
  it('writes every field under its name in Velero', () => {
    const target = targetWith({
      include_namespaces: ['a'],
      include_resources: ['pods'],
      exclude_namespaces: ['b'],
      exclude_resources: ['events'],
      include_cluster_resources: false,
      label_selector: { app: 'my-app' },
      ttl: '30d',
    });
    expect(toBackup(target, OPTIONS)).toEqual({
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
      metadata: {
        name: targetName(target),
        namespace: 'velero',
        labels: { app: 'my-app', endpoint: 'backup', model: 'my-model', 'managed-by': 'my-charm' },
        annotations: {
          'k8s-backup-target/app': 'my-app',
          'k8s-backup-target/endpoint': 'backup',
          'k8s-backup-target/model': 'my-model',
        },
      },
      spec: {
        includedNamespaces: ['a'],
        includedResources: ['pods'],
        excludedNamespaces: ['b'],
        excludedResources: ['events'],
        includeClusterResources: false,
        labelSelector: { matchLabels: { app: 'my-app' } },
        ttl: '720h0m0s',
      },
    });
  });

  it.each([{}, { include_namespaces: [], exclude_resources: [], label_selector: {}, ttl: '' }])(
    'leaves out what is not set: %j',
    (spec) => {
      expect(toBackup(targetWith(spec), OPTIONS).spec).toEqual({});
    },
  );

  it('takes the options into the object', () => {
    const backup = toBackup(targetWith(), {
      ...OPTIONS,
      namespace: 'backups',
      storageLocation: 'default',
      volumeSnapshotLocations: ['aws'],
      snapshotVolumes: false,
      snapshotMoveData: true,
      defaultVolumesToFsBackup: false,
    });
    expect(backup.metadata.namespace).toBe('backups');
    expect(backup.spec).toEqual({
      storageLocation: 'default',
      volumeSnapshotLocations: ['aws'],
      snapshotVolumes: false,
      snapshotMoveData: true,
      defaultVolumesToFsBackup: false,
    });
    const unset = { volumeSnapshotLocations: [], storageLocation: '', snapshotVolumes: undefined };
    expect(toBackup(targetWith(), { ...OPTIONS, ...unset }).spec).toEqual({});
  });

  it('ends the name with the time, in UTC, as Velero does for a Schedule', () => {
    const at = new Date('2026-01-02T03:04:05.678+01:00');
    const { name } = toBackup(targetWith(), { ...OPTIONS, at }).metadata;
    expect(name).toBe(`${targetName(targetWith())}-20260102020405`);
    expect(name.length).toBeLessThanOrEqual(63);
  });

  it('shares no list with the target', () => {
    const target = targetWith({ include_namespaces: ['a'] });
    expect(toBackup(target, OPTIONS).spec.includedNamespaces).not.toBe(
      target.spec.include_namespaces,
    );
  });

  it.each([
    [{ ttl: '0s' }, '/spec/ttl ttl-zero'],
    [{ include_namespaces: ['*', 'a'] }, '/spec/include_namespaces/0 wildcard-and-names'],
    [{ exclude_namespaces: ['*'] }, '/spec/exclude_namespaces/0 wildcard-excluded'],
    [{ include_namespaces: ['Upper'] }, '/spec/include_namespaces/0 namespace-name'],
    [
      { include_resources: ['pods'], exclude_resources: ['pods'] },
      '/spec/exclude_resources/0 include-and-exclude',
    ],
    [
      { include_namespaces: [''], exclude_namespaces: ['a', ''] },
      '/spec/exclude_namespaces/1 include-and-exclude',
    ],
    [{ label_selector: { 'a/b': 'c d' } }, '/spec/label_selector/a~1b label-value'],
  ])('refuses %j, which Velero would', (spec, issue) => {
    expect(thrownIssues(() => toBackup(targetWith(spec), OPTIONS))).toEqual([
      `invalid-target ${issue}`,
    ]);
  });

  it.each([
    [{ managedBy: '' }, '/managedBy label-value'],
    [{ managedBy: 'my charm' }, '/managedBy label-value'],
    [{ managedBy: 'x'.repeat(64) }, '/managedBy label-value'],
    [{ managedBy: undefined as never }, '/managedBy label-value'],
    [{ managedBy: 'a', namespace: 'my.velero' }, '/namespace namespace-name'],
    [{ managedBy: 'a', namespace: '' }, '/namespace namespace-name'],
    [{ managedBy: 'a', namespace: 'x'.repeat(64) }, '/namespace namespace-name'],
  ])('refuses the options %j', (options, issue) => {
    expect(thrownIssues(() => toBackup(targetWith(), options))).toEqual([
      `invalid-options ${issue}`,
    ]);
  });

  it('names the limit of an option', () => {
    const options = { managedBy: '', namespace: '' };
    const call = () => toBackup(targetWith(), options);
    expect(thrownIssues(call)).toHaveLength(2);
    expect(call).toThrow('/managedBy must be a label value: 1 to 63 letters');
    expect(() => toBackup(targetWith(), { ...OPTIONS, namespace: '' })).toThrow(
      '/namespace must be a namespace: 1 to 63 lower-case letters',
    );
  });

  it('refuses names that the annotations cannot hold', () => {
    const names = (length: number) => ({
      app: 'ü'.repeat(length - 2),
      relation_name: 'ü',
      model: 'ü',
    });
    expect(() => toBackup(targetWith({}, names(100_000)), OPTIONS)).not.toThrow();
    const call = () => toBackup(targetWith({}, names(100_001)), OPTIONS);
    expect(thrownIssues(call)).toEqual(['invalid-target  identity-size']);
    expect(call).toThrow('has names of 200002 bytes, more than the 200000 that');
  });

  it('takes any names', () => {
    fc.assert(
      fc.property(anyText(), (app) => {
        expect(toBackup(targetWith({}, { app }), OPTIONS).kind).toBe('Backup');
      }),
    );
  });
});
