/** In which style go-yaml v2 writes a string: its analysis of what is in it. */
import { isPlainString } from './go-yaml-tags.js';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

const SPACE_OR_BREAK = /^[ \n\r\u0085\u2028\u2029]|[ \n\r\u0085\u2028\u2029]$/;
const BREAK = /[\n\r\u0085\u2028\u2029]/;
const BREAK_THEN_SPACE = /[\n\r\u0085\u2028\u2029] /;
const SPACE_THEN_BREAK = / [\n\r\u0085\u2028\u2029]/;
const BLOCK_INDICATOR =
  /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?=[ \t]|$))|:(?=[ \t]|$)|[ \t\n\r\u0085\u2028\u2029]#/;

/** Characters that go-yaml does not print as they are, everything beyond the basic plane among them. */
export const UNPRINTABLE: RegExp =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters in question
  /[\0-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|[\u{10000}-\u{10ffff}]/u;

/** The style of a string as a value or, within one line, as a key. */
export function styleOf(text: string, isKey: boolean): ScalarStyle {
  const isMultiline = BREAK.test(text);
  if (isKey && isMultiline) return 'double';
  if (text.includes('\n')) return allowsLiteral(text) ? 'literal' : 'double';
  if (!isPlainString(text)) return 'double';
  if (!isMultiline && !SPACE_OR_BREAK.test(text) && allowsPlain(text)) return 'plain';
  return allowsSingleQuotes(text) ? 'single' : 'double';
}

function allowsLiteral(text: string): boolean {
  return !text.endsWith(' ') && !SPACE_THEN_BREAK.test(text) && !UNPRINTABLE.test(text);
}

function allowsPlain(text: string): boolean {
  return !UNPRINTABLE.test(text) && !BLOCK_INDICATOR.test(text);
}

function allowsSingleQuotes(text: string): boolean {
  return !UNPRINTABLE.test(text) && !SPACE_THEN_BREAK.test(text) && !BREAK_THEN_SPACE.test(text);
}
