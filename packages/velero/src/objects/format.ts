/** A format that a schema may ask a text to have. */
interface Format {
  /** As people call it. */
  readonly words: string;
  readonly holds: (text: string) => boolean;
}

/** As the OpenAPI library of an API server reads them. */
const FORMATS: ReadonlyMap<string | undefined, Format> = new Map([
  ['byte', { words: 'base64', holds: isBase64 }],
  ['date-time', { words: 'a time such as 2026-01-31T02:00:00Z', holds: isDateTime }],
]);

/** What a text should be and is not, in words; undefined if it is, and for a format that is not judged. */
export function missedFormat(text: string, format: string | undefined): string | undefined {
  const asked = FORMATS.get(format);
  return asked?.holds(text) === false ? asked.words : undefined;
}

function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/.test(
    text,
  );
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/;

/** That library splits a text at each `t`, and looks at the first two parts. */
function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  return isDate(date) && TIME.test(time);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
