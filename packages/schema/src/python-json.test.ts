import { describe, expect, it } from 'vitest';
import { list, map, text, texts } from './python-json.js';

describe("Python's spelling of JSON", () => {
  it('is null of what is not set', () => {
    expect([text(null), texts(null), list(null, String), map(null)]).toEqual(Array(4).fill('null'));
  });

  it('has a space behind each comma and colon', () => {
    expect(texts(['a', 'b', ''])).toBe('["a", "b", ""]');
    expect(list([1, 2], String)).toBe('[1, 2]');
    expect(map({ a: 'x', b: 'true' })).toBe('{"a": "x", "b": "true"}');
    expect([texts([]), list([], String), map({})]).toEqual(['[]', '[]', '{}']);
  });

  it('writes booleans of an object as they are', () => {
    expect(map({ a: true, b: false })).toBe('{"a": true, "b": false}');
  });

  it('escapes what is not ASCII, and what JSON escapes', () => {
    expect(texts(['a"\n', 'é', '\u007f'])).toBe('["a\\"\\n", "\\u00e9", "\\u007f"]');
  });
});
