// Room: Text for people and programs: tables, colours, wrapping, YAML. May import no other room.
import { printable } from './printable.js';
import type { Screen } from './screen.js';
import { widthOf } from './width.js';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  text(row: Row): string;
  /** Colours a cell that has its final width. */
  paint?(row: Row, cell: string): string;
  /** Only with `-o wide`. */
  readonly isWideOnly?: boolean;
  /** Left out where the terminal is too narrow, the lowest number first; never where it is not set. */
  readonly dropOrder?: number;
  /** May be cut where the terminal is too narrow; of several, the widest first. */
  readonly isElastic?: boolean;
}

const GAP = '  ';
/** An elastic column keeps at least so much, also on the narrowest terminal. */
const LEAST = 12;

/** Rows below titles, columns apart by two spaces, as `kubectl` prints them. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { style, width, isWide, isBare = false }: Screen,
): string {
  const wanted = columns.filter(({ isWideOnly }) => isWide || isWideOnly !== true);
  const { shown, cells, widths } = layOut(rows, wanted, width);
  const last = shown.length - 1;
  // Colour must not hide blanks at the end of a line from the trim below.
  const fitted = (text: string, index: number) => {
    const cell = padded(text, widths[index] ?? 0);
    return index === last ? cell.trimEnd() : cell;
  };
  const titles = shown.map(({ title }, index) => fitted(title, index));
  const lines = rows.map((row, at) =>
    shown.map((column, index) => {
      const cell = fitted(cells[at]?.[index] ?? '', index);
      return column.paint?.(row, cell) ?? cell;
    }),
  );
  return [...(isBare ? [] : [titles.map((title) => style.bold(title))]), ...lines]
    .map((line) => line.join(GAP).trimEnd())
    .join('\n');
}

interface Layout<Row> {
  readonly shown: readonly Column<Row>[];
  readonly cells: readonly (readonly string[])[];
  readonly widths: readonly number[];
}

/** Leaves out columns, one at a time, until the rest fits. */
function layOut<Row>(
  rows: readonly Row[],
  shown: readonly Column<Row>[],
  available: number,
): Layout<Row> {
  const cells = rows.map((row) => shown.map((column) => printable(column.text(row))));
  const widths = fit(shown, naturalWidths(shown, cells), available);
  const [dropped] = shown
    .filter(({ dropOrder }) => dropOrder !== undefined)
    .sort((one, other) => (one.dropOrder ?? 0) - (other.dropOrder ?? 0));
  if (dropped === undefined || excessOf(widths, available) <= 0) return { shown, cells, widths };
  return layOut(
    rows,
    shown.filter((column) => column !== dropped),
    available,
  );
}

function excessOf(widths: readonly number[], available: number): number {
  const gaps = GAP.length * (widths.length - 1);
  return widths.reduce((sum, width) => sum + width, gaps) - available;
}

function naturalWidths<Row>(
  columns: readonly Column<Row>[],
  cells: readonly (readonly string[])[],
): number[] {
  return columns.map(({ title }, index) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), widthOf(title)),
  );
}

/** Takes what is too much from the elastic columns. */
function fit<Row>(columns: readonly Column<Row>[], natural: number[], available: number): number[] {
  const widths = [...natural];
  for (;;) {
    const excess = excessOf(widths, available);
    const widest = widestElastic(columns, widths);
    if (excess <= 0 || widest === undefined) return widths;
    widths[widest.index] = Math.max(LEAST, widest.width - Math.max(1, Math.ceil(excess / 2)));
  }
}

function widestElastic<Row>(columns: readonly Column<Row>[], widths: readonly number[]) {
  return widths
    .map((width, index) => ({ width, index }))
    .filter(({ width, index }) => columns[index]?.isElastic === true && width > LEAST)
    .sort((one, other) => other.width - one.width)[0];
}

function padded(text: string, width: number): string {
  const cell = widthOf(text) <= width ? text : cut(text, width);
  return cell + ' '.repeat(Math.max(0, width - widthOf(cell)));
}

/** Finds letters as people count them, accents included. Made where it is needed: that takes 8 ms. */
let letters: Intl.Segmenter | undefined;

/** Letter by letter: the library's own cut loses count where narrow and wide letters alternate. */
function cut(text: string, width: number): string {
  let kept = '';
  let left = width - 1;
  letters ??= new Intl.Segmenter('en');
  for (const { segment } of letters.segment(text)) {
    left -= widthOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return `${kept}…`;
}
