/** How a text is written in a source: what a backslash or a quote means in it. */
export type TextStyle = 'double' | 'single' | 'plain';

/** A text as it is written in a source, without the quotes around it. */
export interface WrittenText {
  /** Where it begins in the source. */
  readonly start: number;
  readonly raw: string;
  readonly style: TextStyle;
}

/**
 * Where in a source the character at `offset` of a text is written. Blanks are not counted: YAML folds lines and leaves
 * out their indentation.
 */
export function writtenOffset({ start, raw, style }: WrittenText, text: string, offset: number) {
  const before = text.slice(0, offset).replace(BLANKS, '').length;
  let seen = 0;
  let at = 0;
  while (at < raw.length) {
    const { length, shown } = unitAt(raw, at, style);
    if (seen >= before && shown > 0) break;
    seen += shown;
    at += length;
  }
  return start + at;
}

const BLANKS = /\s/g;
const BLANK = /\s/;

/** What follows a backslash and is more than one character. */
const LONG_ESCAPE = /x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y;
/** Escapes of blanks, and a backslash that joins two lines. */
const BLANK_ESCAPES = 'nrtvfLPN_ \t\n\r';

/** How long the source of a character is, and how many characters it makes that are not blanks. */
function unitAt(raw: string, at: number, style: TextStyle): { length: number; shown: number } {
  const character = raw.charAt(at);
  if (style === 'single' && raw.startsWith("''", at)) return { length: 2, shown: 1 };
  if (style !== 'double' || character !== '\\') {
    return { length: 1, shown: BLANK.test(character) ? 0 : 1 };
  }
  LONG_ESCAPE.lastIndex = at + 1;
  const [long] = LONG_ESCAPE.exec(raw) ?? [];
  if (long === undefined) {
    return { length: 2, shown: BLANK_ESCAPES.includes(raw.charAt(at + 1)) ? 0 : 1 };
  }
  const decoded = String.fromCodePoint(Math.min(Number.parseInt(long.slice(1), 16), 0x10ffff));
  return { length: long.length + 1, shown: decoded.replace(BLANKS, '').length };
}
