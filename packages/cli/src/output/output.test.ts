import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lines } from '../input/position.js';
import { excerpt } from '../judge/excerpt.js';
import { kbt } from '../testing/kbt.js';
import { printable, shortened } from './printable.js';
import { makeStyle } from './screen.js';
import { type Column, table } from './table.js';
import { wrap } from './wrap.js';

const style = makeStyle(false);
const screen = (width: number) => ({ style, width, isWide: false });

describe('printable', () => {
  it('leaves no sign that moves a cursor, ends a line or turns the direction', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('is what names from a databag go through', async () => {
    const app = 'evil\u001b[2J\nshop ok\u202e';
    const entry = { app, relation_name: 'b\r', model: '\u0007m', spec: { ttl: '0h' } };
    const stdin = JSON.stringify({ backup_targets: JSON.stringify([entry]) });
    for (const words of [['targets'], ['validate'], ['why', app, '-']]) {
      const { stdout } = await kbt(words, { stdin });
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
      expect(stdout).not.toMatch(/^shop ok/m);
    }
  });

  it('shortens what is too long', () => {
    expect(shortened('x'.repeat(100), 10)).toBe(`${'x'.repeat(9)}…`);
  });
});

describe('table', () => {
  interface Row {
    readonly name: string;
    readonly note: string;
  }
  const columns: readonly Column<Row>[] = [
    { title: 'NAME', text: ({ name }) => name },
    { title: 'EXTRA', text: () => 'an extra that may go', dropOrder: 1 },
    { title: 'NOTE', text: ({ note }) => note, isElastic: true },
  ];

  it('ends no line with blanks, in colour either', () => {
    const colourful = makeStyle(true);
    const painted = columns.map((column) => ({
      ...column,
      paint: (_: Row, cell: string) => colourful.good(cell),
    }));
    const rows = ['long enough to pad others', 'ok'].map((note) => ({ name: 'a', note }));
    const printed = table(rows, painted, { style: colourful, width: 80, isWide: false });
    expect(stripVTControlCharacters(printed)).not.toMatch(/ $/m);
  });

  /** Letters whose columns every terminal agrees on: one, one with an accent of its own, and two. */
  const letters = fc.constantFrom('a', '-', ' ', '\u00e9', 'e\u0301', '\u540d', '\uff37', '\ud55c');
  const columnsOf = (line: string) =>
    line.replace(/\u0301/g, '').replace(/[\u540d\uff37\ud55c]/g, 'xx').length;

  it('fits any terminal that takes the fixed columns', () => {
    const text = fc.string({ unit: letters, maxLength: 60 });
    const rows = fc.array(fc.record({ name: fc.constant('a-name'), note: text }), { minLength: 1 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 24, max: 120 }), (some, width) => {
        for (const line of table(some, columns, screen(width)).split('\n')) {
          expect(columnsOf(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  it('leaves out the column that may go before it overruns', () => {
    const rows = [{ name: 'a-name', note: 'a note that is long enough to be cut' }];
    expect(table(rows, columns, screen(60))).toContain('EXTRA');
    expect(table(rows, columns, screen(30))).not.toContain('EXTRA');
    expect(table(rows, columns, screen(30))).toContain('…');
  });

  it('counts wide letters as two columns', () => {
    const rows = [{ name: '名前', note: 'x' }];
    const [title, row] = table(
      rows,
      [columns[0], columns[2]].flatMap((c) => c ?? []),
      screen(80),
    ).split('\n');
    expect(title).toBe('NAME  NOTE');
    expect(row).toBe('名前  x');
  });
});

describe('wrap', () => {
  it('keeps every word, and no line longer than the terminal', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,15}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 100 }), (some, width) => {
        const wrapped = wrap(some.join(' '), width);
        expect(wrapped.split(/\s+/)).toEqual(some);
        for (const line of wrapped.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('changes nothing where there is no terminal', () => {
    const text = 'word '.repeat(100);
    expect(wrap(text, Number.POSITIVE_INFINITY)).toBe(text);
  });
});

describe('excerpt', () => {
  it('puts the caret below the place, also in a line of a megabyte', () => {
    const long = `${'x'.repeat(500_000)}HERE${'y'.repeat(500_000)}`;
    const [line = '', caret = ''] = excerpt(
      new Lines(`first\n${long}\nlast`),
      { line: 2, column: 500_001 },
      screen(80),
    ).split('\n');
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line.slice(caret.indexOf('^'), caret.indexOf('^') + 4)).toBe('HERE');
  });

  it('shows a short line whole', () => {
    expect(excerpt(new Lines('ttl: x'), { line: 1, column: 6 }, screen(80))).toBe(
      '1 | ttl: x\n  |      ^',
    );
  });
});
