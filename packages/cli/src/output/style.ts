import { styleText } from 'node:util';

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
