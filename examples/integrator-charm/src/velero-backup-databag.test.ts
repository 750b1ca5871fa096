import { read } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import { hasSchedule, isEmpty, keyIn, sameKey, withdrawn } from './velero-backup-databag.js';

const KEY = { app: 'my-app', relation_name: 'backup', model: 'production' };
const SPEC = read.K8sBackupTargetSpec.parse({});
const RELATED = {
  target: { ...KEY, spec: SPEC },
  relation: 'k8s-backup-target:1',
  remoteApp: 'my-app',
  path: '/backup_targets/0',
  isDuplicate: false,
};

it('a databag is about the target whose names it has', () => {
  expect(keyIn(KEY)).toEqual({ app: 'my-app', endpoint: 'backup', model: 'production' });
  expect(keyIn({})).toEqual({ app: '', endpoint: '', model: '' });
  expect(sameKey(KEY, RELATED)).toBe(true);
  for (const field of Object.keys(KEY))
    expect(sameKey({ ...KEY, [field]: 'x' }, RELATED)).toBe(false);
});

it('nothing has been forwarded where a databag names no application', () => {
  expect(isEmpty({})).toBe(true);
  expect(isEmpty({ ...KEY, app: '' })).toBe(true);
  expect(isEmpty(KEY)).toBe(false);
});

describe('a spec', () => {
  it.each([
    ['{"schedule":"@daily"}', true],
    ['{"schedule":null}', false],
    ['{}', false],
    ['[', false],
    ['null', false],
    ['"schedule"', false],
    [undefined, false],
  ])('%j: has a schedule? %j', (spec, expected) => {
    expect(hasSchedule(spec === undefined ? {} : { spec })).toBe(expected);
  });

  it.each([
    ['{"schedule":"@daily","ttl":"1h"}', { ttl: '1h', schedule: null }],
    ['"text"', { schedule: null }],
    ['null', { schedule: null }],
    ['[', { schedule: null }],
    [undefined, { schedule: null }],
  ])('%j is withdrawn by its schedule alone', (spec, expected) => {
    const change = withdrawn(spec === undefined ? KEY : { ...KEY, spec });
    expect(Object.keys(change)).toEqual(['spec']);
    expect(JSON.parse(change['spec'] ?? '')).toEqual(expected);
  });
});
