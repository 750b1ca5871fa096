import { anyText } from '@k8s-backup-target/tools/any-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill } from './template.js';

describe('fill', () => {
  it('escapes what is in quotes, and puts in the rest as it is', () => {
    expect(fill('"{name}" in {release}', { name: 'a"b\\c\n', release: '1.18.3' })).toBe(
      '"a\\"b\\\\c\\n" in 1.18.3',
    );
  });

  it('cuts a value after 100 characters, and splits none', () => {
    expect(fill('{name}', { name: '\u{1f600}'.repeat(100) })).toBe('\u{1f600}'.repeat(100));
    expect(fill('{name}', { name: '\u{1f600}'.repeat(101) })).toBe(`${'\u{1f600}'.repeat(100)}...`);
  });

  it('gives one line, short enough for a status, whatever the value', () => {
    fc.assert(
      fc.property(anyText(300), (name) => {
        const text = fill('{name} and "{name}"', { name });
        expect(text).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(text.length).toBeLessThanOrEqual(1500);
      }),
    );
  });

  it('puts nothing where there is no value', () => {
    expect(fill('a{name}b "{name}"', {})).toBe('ab ""');
  });

  it('does not fill in what a value holds', () => {
    expect(fill('{name} {limit}', { name: '{limit}', limit: '$&' })).toBe('{limit} $&');
  });
});
