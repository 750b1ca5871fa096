import { describe, expect, it } from 'vitest';
import { replaceExactly } from './replace-exactly.js';

describe('replaceExactly', () => {
  it('replaces every match when there are as many as expected', () => {
    expect(replaceExactly('a1 b2 c3', /[a-z](\d)/g, '$1', 3)).toBe('1 2 3');
    expect(replaceExactly('abc', /x/g, 'y', 0)).toBe('abc');
  });

  it.each([
    [0, 3],
    [2, 3],
    [4, 3],
  ])('throws when %i matches are expected and %i found', (expected, found) => {
    expect(() => replaceExactly('a a a', /a/g, 'b', expected)).toThrow(
      `expected ${expected} matches of /a/g in generated text, found ${found}`,
    );
  });

  it('throws when nothing matches any more', () => {
    expect(() => replaceExactly('text', /vErrors/g, '', 1)).toThrow('found 0');
  });
});
