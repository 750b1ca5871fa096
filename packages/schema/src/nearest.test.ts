import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.js';

const FIELDS = ['include_namespaces', 'exclude_namespaces', 'label_selector', 'ttl'];

describe('nearest', () => {
  it.each([
    ['exclude_namespace', 'exclude_namespaces'],
    ['excludedNamespaces', 'exclude_namespaces'],
    ['includeNamespaces', 'include_namespaces'],
    ['LABEL_SELECTOR', 'label_selector'],
    ['lable_selector', 'label_selector'],
    ['tll', 'ttl'],
    ['TTL', 'ttl'],
    ['label', 'label_selector'],
  ])('takes %s for %s', (text, name) => {
    expect(nearest(text, FIELDS)).toBe(name);
  });

  it.each(['', 'x', 'url', 'schedule', 'namespaces', `${'ttl'.repeat(100)}`])(
    'takes "%.20s" for nothing',
    (text) => {
      expect(nearest(text, FIELDS)).toBeUndefined();
    },
  );

  it('prefers the first of those that are equally near', () => {
    expect(nearest('cat', ['bat', 'car'])).toBe('bat');
    expect(nearest('cat', ['car', 'bat'])).toBe('car');
  });

  it('takes a name by its first four characters, where only one begins so', () => {
    expect(nearest('LABE', FIELDS)).toBe('label_selector');
    expect(nearest('lab', FIELDS)).toBeUndefined();
    expect(nearest('abcd', ['abcdefgh', 'abcdijkl'])).toBeUndefined();
    expect(nearest('abcd', ['abcx', 'abcdefgh'])).toBe('abcdefgh');
  });

  it.each([
    ['ab', 0],
    ['abc', 1],
    ['abcdef', 1],
    ['abcdefg', 2],
    ['abcdefghij', 2],
    ['abcdefghijk', 3],
  ])('allows %s at most %i edits', (text, most) => {
    const replaced = (count: number) => text.slice(0, text.length - count) + '0'.repeat(count);
    const longer = (count: number) => '0'.repeat(count) + text;
    const cut = (count: number) => text.slice(count);
    for (const edited of [replaced, longer, cut]) {
      expect(nearest(text, [edited(most)])).toBe(edited(most));
      expect(nearest(text, [edited(most + 1)])).toBeUndefined();
    }
  });

  it('counts what is put before as well as what is cut off behind', () => {
    expect(nearest('abcdefghijklmnop', ['00abcdefghijklmn'])).toBe('00abcdefghijklmn');
    expect(nearest('abcdefghijklmnop', ['000abcdefghijklm'])).toBeUndefined();
    expect(nearest('000abcdefghijklm', ['abcdefghijklmnop'])).toBeUndefined();
  });

  it('compares texts of up to 256 characters', () => {
    const name = `${'a'.repeat(255)}b`;
    expect(nearest('a'.repeat(256), [name])).toBe(name);
    expect(nearest('a'.repeat(257), ['a'.repeat(257)])).toBeUndefined();
  });

  it('counts characters, some of two code units, as Python does', () => {
    expect(nearest('\u{1f600}tl', FIELDS)).toBe('ttl');
    expect(nearest('ab\u{1f600}', ['ab\u{1f600}c'])).toBe('ab\u{1f600}c');
    expect(nearest('\u{1f600}\u{1f600}a', ['\u{1f600}bb'])).toBeUndefined();
    expect(nearest('\u{1f600}'.repeat(256), ['\u{1f600}'.repeat(256)])).toBeDefined();
    expect(nearest('\u{1f600}'.repeat(257), ['\u{1f600}'.repeat(257)])).toBeUndefined();
  });

  it('counts two swapped characters as one edit', () => {
    expect(nearest('abdc', ['abcd'])).toBe('abcd');
    expect(nearest('badc', ['abcd'])).toBeUndefined();
    expect(nearest('bacdefg', ['abcdegf'])).toBe('abcdegf');
    // Not two that are swapped after another was put between them.
    expect(nearest('cba', ['abc'])).toBeUndefined();
    expect(nearest('abz', ['caz'])).toBeUndefined();
    expect(nearest('caz', ['abz'])).toBeUndefined();
  });
});
