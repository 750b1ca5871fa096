import { describe, expect, it } from 'vitest';
import { judgeValue } from './judge-value.js';
import { METADATA } from './metadata-structure.js';

describe('the metadata of an object', () => {
  it.each([
    ['annotations', { a: 'x', b: null }, { a: 1 }, '/a'],
    ['creationTimestamp', '2026-01-31T02:00:00Z', 'today', ''],
    ['deletionGracePeriodSeconds', 30, '30', ''],
    ['deletionTimestamp', '2026-01-31T02:00:00Z', 1, ''],
    ['finalizers', ['a', null], [1], '/0'],
    ['generateName', 'a-', 1, ''],
    ['generation', 1, 1.5, ''],
    ['labels', { a: 'x', b: null }, ['a'], ''],
    ['managedFields', [{ fieldsV1: { 'f:spec': {} } }], {}, ''],
    ['name', 'a', 1, ''],
    ['namespace', 'velero', false, ''],
    ['ownerReferences', [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'u' }], {}, ''],
    [
      'ownerReferences',
      [null, { controller: true, blockOwnerDeletion: null }],
      [{ controller: 'no' }],
      '/0/controller',
    ],
    ['ownerReferences', [], ['a'], '/0'],
    ['resourceVersion', '1', 1, ''],
    ['selfLink', '/a', 1, ''],
    ['uid', 'u', 1, ''],
  ])('may have %s as %j, or null, and not %j', (field, value, other, below) => {
    for (const taken of [value, null]) {
      const metadata = { [field]: taken };
      expect(judgeValue(metadata, METADATA, '')).toEqual({ stored: metadata, faults: [] });
    }
    const { faults } = judgeValue({ [field]: other }, METADATA, '');
    expect(faults).toMatchObject([{ fate: 'refused', path: `/${field}${below}` }]);
  });

  it('may be null as a whole, and nothing else than an object', () => {
    expect(judgeValue(null, METADATA, '')).toEqual({ stored: null, faults: [] });
    expect(judgeValue('a', METADATA, '').faults).toMatchObject([{ rule: 'wrong-type' }]);
  });

  it('loses what an owner reference does not have', () => {
    const judged = judgeValue({ ownerReferences: [{ name: 'a', nome: 'b' }] }, METADATA, '');
    expect(judged).toMatchObject({
      stored: { ownerReferences: [{ name: 'a' }] },
      faults: [{ rule: 'unknown-field', path: '/ownerReferences/0/nome' }],
    });
  });
});
