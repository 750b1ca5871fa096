/** Text from other applications, as a person may see it: Juju's limits hold, and no line can be forged. */

/** Juju shows a status in one line of a table: more than this is of no use there. */
const MOST_STATUS_CHARACTERS = 1000;
/** One argument of a process holds 128 KiB; an action result is one, with its key. */
const MOST_RESULT_BYTES = 120_000;
const MOST_LINE_CHARACTERS = 2000;

/** One line without control characters, bidirectional controls and lone surrogates, at most 2,000 characters. */
export function shownLine(text: string): string {
  const cut = text.slice(0, MOST_LINE_CHARACTERS);
  const line = cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return cut.length < text.length ? `${line}… (${text.length - cut.length} more characters)` : line;
}

/** The first of several texts, and how many more there are: fit for the unit's status. */
export function shownStatus(prefix: string, texts: readonly string[]): string {
  const [first = '', ...more] = texts;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  const room = MOST_STATUS_CHARACTERS - prefix.length - rest.length;
  const line = shownLine(first);
  return `${prefix}${line.length > room ? `${line.slice(0, room - 1)}…` : line}${rest}`;
}

/**
 * Lines for an action result: as many as it can hold, then "(N more)". No line is made that is not shown.
 *
 * @param lineOf makes the line of an item
 */
export function shownLines<T>(items: Iterable<T>, lineOf: (item: T) => string): string {
  const lines: string[] = [];
  let bytes = 0;
  let left = 0;
  for (const item of items) {
    const line = left === 0 ? shownLine(lineOf(item)) : '';
    bytes += Buffer.byteLength(line) + 1;
    if (left > 0 || bytes > MOST_RESULT_BYTES) left += 1;
    else lines.push(line);
  }
  return [...lines, ...(left === 0 ? [] : [`(${left} more)`])].join('\n');
}

/** A JSON array in an action result: as many items as it can hold, and how many are left out. */
export function fittingItems<T>(items: readonly T[]): { items: readonly T[]; left: number } {
  let bytes = 0;
  const end = items.findIndex((item) => {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    return bytes > MOST_RESULT_BYTES;
  });
  const fitting = end === -1 ? items : items.slice(0, end);
  return { items: fitting, left: items.length - fitting.length };
}

/** Checks whether an action result can hold a text. */
export function fitsResult(text: string): boolean {
  return Buffer.byteLength(text) <= MOST_RESULT_BYTES;
}
