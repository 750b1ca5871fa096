/** What a terminal obeys, or shows as nothing: control and format characters, bidi marks, what is not a character. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/**
 * JSON or YAML in which each character that a terminal would obey is an escape, so a program reads the
 * same text and a person sees what it holds. Line breaks stay: within a text, they are escapes already.
 *
 * @param escaped writes a code point as an escape of the format.
 */
export function escapedText(text: string, escaped: (code: number) => string): string {
  return text.replace(OBEYED, (sign) => (sign === '\n' ? sign : escaped(sign.codePointAt(0) ?? 0)));
}

/** A value as JSON, indented by `indent` blanks; on one line without. See {@link escapedText}. */
export function toJson(value: unknown, indent?: number): string {
  return escapedText(JSON.stringify(value, null, indent) ?? 'null', jsonEscape);
}

function jsonEscape(code: number): string {
  const units = String.fromCodePoint(code);
  return [...Array(units.length).keys()]
    .map((index) => `\\u${units.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
