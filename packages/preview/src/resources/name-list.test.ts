import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteOrder, NameList } from './name-list.js';

function listOf(...values: readonly string[]): NameList {
  return new NameList(values.map((value, index) => ({ value, path: `/${index}` })));
}

describe('NameList', () => {
  it('names the entry that matches', () => {
    const list = listOf('pods', '*.apps');
    expect(list.match('deployments.apps')?.path).toBe('/1');
    expect(list.match('pods')?.path).toBe('/0');
    expect(list.match('secrets')).toBeUndefined();
  });

  it('matches nothing after an entry that does not compile, in the order of the texts', () => {
    const list = listOf('pods', '*.apps', '[z-a]');
    expect(list.broken).toMatchObject({ entry: { path: '/2' }, tooLong: false });
    expect(list.match('deployments.apps')?.path).toBe('/1');
    expect(list.match('pods')).toBeUndefined();
  });

  it('goes on after an entry that is too long', () => {
    const list = listOf('pods', `*${'a'.repeat(600)}`);
    expect(list.broken?.tooLong).toBe(true);
    expect(list.match('pods')?.path).toBe('/0');
  });
});

describe('byteOrder', () => {
  it('is the order of UTF-8 bytes', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 4 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(byteOrder(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(byteOrder('\uffff', '😀')).toBeLessThan(0);
  });
});
