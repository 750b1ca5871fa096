import { describe, expect, it } from 'vitest';
import { readSchedule } from './found-schedule.js';

const METADATA = { name: 'a', namespace: 'velero' };

describe('readSchedule', () => {
  it('takes an item of a list, which has no kind, for a Schedule', () => {
    expect(readSchedule({ metadata: METADATA })).toEqual([
      {
        key: 'velero/a',
        ...METADATA,
        uid: null,
        resourceVersion: null,
        managedBy: null,
        labels: {},
        annotations: {},
        spec: {},
      },
    ]);
  });

  it.each([
    ['an object of another kind', { kind: 'Backup', metadata: METADATA }],
    ['an object without a name', { metadata: { namespace: 'velero' } }],
    ['an object with an empty name', { metadata: { ...METADATA, name: '' } }],
    ['an object without a namespace', { metadata: { name: 'a' } }],
    ['a list', [{ metadata: METADATA }]],
    ['nothing', undefined],
    ['what JSON cannot hold', { metadata: METADATA, spec: 1n }],
  ])('reads no Schedule from %s', (_, item) => {
    expect(readSchedule(item)).toEqual([]);
  });
});
