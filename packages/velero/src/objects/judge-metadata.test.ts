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
    [null, ['object-name /metadata']],
    [{ name: '' }, ['object-name /metadata']],
    [{ name: '', generateName: '' }, ['object-name /metadata']],
    [{ generateName: 1 }, ['object-name /metadata']],
    [{ name: 'a', labels: ['a b'], annotations: 'a b' }, []],
    [{ name: 'a', labels: { a: 1, b: 'x'.repeat(63), ['k'.repeat(63)]: '' } }, []],
    [{ name: 'a', labels: { a: 'x'.repeat(64) } }, ['object-label /metadata/labels/a']],
    [{ name: 'a', labels: { 'velero.io/a': '', 'v.io/B_c.d': '' } }, []],
    [{ name: 'a', labels: { '/a': '' } }, ['object-label /metadata/labels/~1a']],
    [{ name: 'a', labels: { 'a/': '' } }, ['object-label /metadata/labels/a~1']],
    [{ name: 'a', labels: { 'Velero.io/a': '' } }, ['object-label /metadata/labels/Velero.io~1a']],
    [{ name: 'a', labels: { 'a_b/c': '' } }, ['object-label /metadata/labels/a_b~1c']],
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
    expect(judgeMetadata('Backup', { metadata: { name: 'x'.repeat(64) } })).toEqual([]);
  });

  it('says how long the name of a Schedule is, and may be', () => {
    const [fault] = judgeMetadata('Schedule', { metadata: { name: 'x'.repeat(64) } });
    expect(fault?.message).toMatch(/^has 64 characters: .* holds at most 63,/);
  });

  it('judges no template that is not an object', () => {
    const metadata = { name: 'a' };
    expect(judgeMetadata('Schedule', { metadata, spec: null })).toEqual([]);
    expect(judgeMetadata('Schedule', { metadata, spec: { template: 'x' } })).toEqual([]);
    const template = { metadata: [] };
    expect(judgeMetadata('Schedule', { metadata, spec: { template } })).toEqual([]);
  });
});
