import { describe, expect, it } from 'vitest';
import { fitsResult, fittingItems, shownLine, shownLines, shownStatus } from './shown-text.js';

describe('shownLine', () => {
  it.each([
    ['a\u0000\n\u202e\u2028\u2029\ud800b', 'a b'],
    ['\n a \t', 'a'],
    ['a  b', 'a  b'],
  ])('makes one line of %j', (text, line) => {
    expect(shownLine(text)).toBe(line);
  });

  it('shows 2,000 characters, and how many there are beyond them', () => {
    expect(shownLine('x'.repeat(2000))).toBe('x'.repeat(2000));
    expect(shownLine('x'.repeat(2003))).toBe(`${'x'.repeat(2000)}… (3 more characters)`);
  });
});

describe('shownStatus', () => {
  it('shows the first text, and how many there are besides', () => {
    expect(shownStatus('none; ', [])).toBe('none; ');
    expect(shownStatus('one; ', ['a'])).toBe('one; a');
    expect(shownStatus('three; ', ['a', 'b', 'c'])).toBe('three; a (and 2 more)');
  });

  it('has at most 1,000 characters', () => {
    expect(shownStatus('12345', ['x'.repeat(995)])).toBe(`12345${'x'.repeat(995)}`);
    expect(shownStatus('12345', ['x'.repeat(996)])).toBe(`12345${'x'.repeat(994)}…`);
    const more = shownStatus('12345', ['x'.repeat(996), 'y']);
    expect(more).toHaveLength(1000);
    expect(more).toMatch(/^12345x+… \(and 1 more\)$/);
  });
});

describe('shownLines', () => {
  const line = 'x'.repeat(1199);

  it('is a line for each item', () => {
    expect(shownLines([], String)).toBe('');
    expect(shownLines(['a\nb', 1], String)).toBe('a b\n1');
  });

  it('has 120,000 bytes of lines, and the number of those that are left out', () => {
    const lines = Array<string>(100).fill(line);
    expect(shownLines(lines, String)).toBe(lines.join('\n'));
    // A short one after a long one that is left out is left out as well.
    const asked: string[] = [];
    const shown = shownLines([...lines, line, 'a'], (item) => {
      asked.push(item);
      return item;
    });
    expect(shown).toBe(`${lines.join('\n')}\n(2 more)`);
    expect(asked).toHaveLength(101);
  });

  it('counts bytes, not characters', () => {
    expect(shownLines(Array<string>(60).fill('é'.repeat(1000)), String)).toMatch(/\n\(1 more\)$/);
  });
});

describe('fittingItems', () => {
  it('takes as many as make 120,000 bytes of JSON, commas included', () => {
    const item = 'x'.repeat(1197);
    const all = Array<string>(100).fill(item);
    expect(fittingItems(all)).toEqual({ items: all, left: 0 });
    expect(fittingItems([...all, 'a', item])).toEqual({ items: all, left: 2 });
    expect(fittingItems([])).toEqual({ items: [], left: 0 });
  });
});

describe('fitsResult', () => {
  it('takes 120,000 bytes', () => {
    expect(fitsResult('é'.repeat(60_000))).toBe(true);
    expect(fitsResult(`${'é'.repeat(60_000)}a`)).toBe(false);
  });
});
