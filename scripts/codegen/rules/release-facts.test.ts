import { describe, expect, it } from 'vitest';
import { rangeOf, withFacts } from './release-facts.js';

const RELEASES = [
  { release: '1.16.2', library: 'old', stars: false },
  { release: '1.17.2', library: 'old', stars: false },
  { release: '1.17.4', library: 'old', stars: true },
  { release: '1.18.1', library: 'new', stars: true },
];

describe('withFacts', () => {
  it.each([
    ['from {since:library=new} on', 'from 1.18 on'],
    ['up to {until:library=new}', 'up to 1.17'],
    ['{since:stars=true}, not {until:stars=true}', '1.17.4, not 1.17.3'],
    ['a {placeholder} stays', 'a {placeholder} stays'],
  ])('fills in %s', (text, filled) => {
    expect(withFacts(text, RELEASES)).toBe(filled);
  });

  it('refuses what no release has', () => {
    expect(() => withFacts('{since:library=newer}', RELEASES)).toThrow('{since:library=newer}');
  });
});

describe('rangeOf', () => {
  it('says in words which releases have a value', () => {
    expect(rangeOf('library', 'old', RELEASES)).toBe('up to 1.17');
    expect(rangeOf('library', 'new', RELEASES)).toBe('from 1.18 on');
  });
});
