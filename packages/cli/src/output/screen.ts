import { styleText } from 'node:util';

/** The place where text is printed. */
export interface Screen {
  readonly style: Style;
  /** Columns of the terminal; infinite where it is none, so nothing is cut for a program that reads. */
  readonly width: number;
  /** True if the columns of `-o wide` are wanted. */
  readonly isWide: boolean;
  /** True if tables have no titles. */
  readonly isBare?: boolean;
}

/** Colours for a terminal; each returns its text as it is where there are none. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

type Format = Parameters<typeof styleText>[0];

/** @param isColourful whether to colour; a caller decides by its terminal. */
export function makeStyle(isColourful: boolean): Style {
  const paint = (format: Format) => (text: string) =>
    isColourful && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    good: paint('green'),
    bad: paint('red'),
    warn: paint('yellow'),
  };
}
