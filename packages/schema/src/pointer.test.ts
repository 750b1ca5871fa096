import { describe, expect, it } from 'vitest';
import { appendPointer, pointerKeys, pointerTokens } from './pointer.js';

describe('a pointer', () => {
  it.each([
    ['', '/'],
    ['a/b', '/a~1b'],
    ['a~b', '/a~0b'],
    ['~1', '/~01'],
    ['//~~', '/~1~1~0~0'],
    ['0', '/0'],
  ])('escapes the key "%s", and gives it back', (key, pointer) => {
    expect(appendPointer('', key)).toBe(pointer);
    expect(pointerTokens(pointer)).toEqual([key]);
    expect(pointerTokens(appendPointer(pointer, 7))).toEqual([key, '7']);
  });

  it('to the whole has no key', () => {
    expect(pointerTokens('')).toEqual([]);
  });
});

describe('pointerKeys', () => {
  it('gives a number where there is a list', () => {
    expect(pointerKeys('/0/0/1', [{ 0: ['a', 'b'] }])).toEqual([0, '0', 1]);
  });

  it.each([null, undefined, 1, 'text'])('goes on in names where there is %j', (value) => {
    expect(pointerKeys('/a/0/length', { a: value })).toEqual(['a', '0', 'length']);
  });
});
