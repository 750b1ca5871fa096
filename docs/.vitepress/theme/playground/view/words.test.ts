import { describe, expect, it } from 'vitest';
import { fieldName, placeName, shown } from './words.js';

describe('a text from elsewhere', () => {
  it.each([
    ['turns the direction', 'a\u202Eexe.gnp', 'a\\u{202e}exe.gnp'],
    ['is not seen', 'a\u200Bb\u00ADc', 'a\\u{200b}b\\u{ad}c'],
    ['begins a line', 'a\nb\u2028c', 'a\\u{a}b\\u{2028}c'],
    ['is half a letter', 'a\uD800', 'a\\u{d800}'],
    ['is a letter', 'Zürich, 東京, 🚀', 'Zürich, 東京, 🚀'],
  ])('has an escape for what %s, and for nothing else', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('has them in fields and names as well', () => {
    expect(fieldName('/a\u202Eb')).toBe('a\\u{202e}b');
    expect(placeName('shop', 'a\u202Eb')).toBe('shop/a\\u{202e}b');
  });
});
