import { describe, expect, it } from 'vitest';
import { judgeMetadata } from './judge-metadata.js';

describe('judgeMetadata', () => {
  it.each([
    [{ name: 'a.b-c' }, []],
    [{ generateName: 'a-' }, []],
    [{ name: 'x'.repeat(253) }, []],
    [{}, ['object-name /metadata']],
    [{ name: 'A' }, ['object-name /metadata/name']],
    [{ name: 'x'.repeat(254) }, ['object-name /metadata/name']],
    [
      { name: 'a', labels: { 'a/b/c': '', b: 'a b' } },
      ['object-label /metadata/labels/a~1b~1c', 'object-label /metadata/labels/b'],
    ],
    [{ name: 'a', annotations: { 'Velero.io/Some': 'any text' } }, []],
    [{ name: 'a', annotations: { 'a b': '' } }, ['object-label /metadata/annotations/a b']],
  ])('judges names and labels of a Backup: %j', (metadata, faults) => {
    const found = judgeMetadata('Backup', { metadata });
    expect(found.map(({ rule, path }) => `${rule} ${path}`)).toEqual(faults);
  });

  it('judges what the Backups of a Schedule carry', () => {
    const template = { metadata: { labels: { team: 'a b' } } };
    const schedule = { metadata: { name: 'x'.repeat(64) }, spec: { template } };
    expect(judgeMetadata('Schedule', schedule)).toMatchObject([
      { rule: 'schedule-name-long', path: '/metadata/name' },
      { rule: 'object-label', path: '/spec/template/metadata/labels/team' },
    ]);
    expect(judgeMetadata('Schedule', { metadata: { name: 'x'.repeat(63) } })).toEqual([]);
  });
});
