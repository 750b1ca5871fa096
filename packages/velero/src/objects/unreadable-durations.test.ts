import { expect, it } from 'vitest';
import { unreadableDurations } from './unreadable-durations.js';

it('finds every duration that Velero cannot read, wherever it is', () => {
  const pre = [{ exec: { command: ['a'], timeout: '1x' } }, { exec: { timeout: '30s' } }];
  const spec = {
    ttl: '30d',
    csiSnapshotTimeout: '10m',
    itemOperationTimeout: '',
    hooks: { resources: [{ pre }] },
    datamover: '30d',
    more: { ttl: '30d', list: ['30d'] },
  };
  expect(unreadableDurations('Backup', { spec }, '1.18.3')).toEqual([
    '/spec/ttl',
    '/spec/itemOperationTimeout',
    '/spec/hooks/resources/0/pre/0/exec/timeout',
  ]);
  expect(unreadableDurations('Schedule', { spec: { template: spec } }, '1.16.0')).toHaveLength(3);
  const location = { spec: { validationFrequency: '1d', backupSyncPeriod: null } };
  expect(unreadableDurations('BackupStorageLocation', location, '1.14.1')).toEqual([
    '/spec/validationFrequency',
  ]);
});
