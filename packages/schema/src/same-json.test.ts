import { describe, expect, it } from 'vitest';
import { sameJson } from './same-json.js';

describe('sameJson', () => {
  it.each<[unknown, unknown]>([
    [null, null],
    ['a', 'a'],
    [0, -0],
    [[], []],
    [{}, Object.create(null)],
    [
      { a: 1, b: [{ c: null }] },
      { b: [{ c: null }], a: 1 },
    ],
  ])('takes %j and %j for the same', (one, other) => {
    expect(sameJson(one, other)).toBe(true);
  });

  it.each<[unknown, unknown]>([
    [1, '1'],
    [null, undefined],
    ...[null, undefined, 0, '', true, []].map((value): [unknown, unknown] => [value, {}]),
    [[1], { 0: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      { a: 1, b: 2 },
      { a: 1, b: 3 },
    ],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [{ a: undefined }, { b: undefined }],
    [JSON.parse('{"__proto__": {}}'), { a: {} }],
  ])('tells %j from %j, whichever comes first', (one, other) => {
    expect(sameJson(one, other)).toBe(false);
    expect(sameJson(other, one)).toBe(false);
  });
});
