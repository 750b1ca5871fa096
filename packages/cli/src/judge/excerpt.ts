import type { Lines, Position } from '../input/position.js';
import { printable } from '../output/printable.js';
import type { Screen } from '../output/screen.js';
import { widthOf } from '../output/width.js';

/** Without a terminal, so much of a line is shown. */
const DEFAULT_WIDTH = 100;

/**
 * The line at a position with a caret below it. Of a long line, such as a databag, the part around the
 * position is shown.
 */
export function excerpt(
  lines: Lines,
  { line, column }: Position,
  { style, width }: Screen,
): string {
  const whole = lines.line(line);
  const number = String(line);
  const room = Math.max(20, Math.min(width, DEFAULT_WIDTH) - number.length - 4);
  const { shown, caret } = cut(whole, column - 1, room);
  const margin = ' '.repeat(number.length);
  return [
    `${style.dim(`${number} |`)} ${shown}`,
    `${style.dim(`${margin} |`)} ${' '.repeat(widthOf(shown.slice(0, caret)))}${style.bad('^')}`,
  ].join('\n');
}

/** Of a line that may hold a databag of megabytes, only what is around the place is looked at. */
function cut(whole: string, at: number, room: number): { shown: string; caret: number } {
  const from = Math.max(0, at - room);
  const line = [...whole.slice(from, at + 2 * room)].map((sign) => printable(sign)).join('');
  const isWhole = from === 0 && whole.length <= 2 * room;
  if (isWhole && line.length <= room) return { shown: line, caret: at };
  const start = Math.max(0, Math.min(at - from - Math.floor(room / 3), line.length - room));
  const hasMore = from + start + room < whole.length;
  const [head, tail] = [from + start > 0 ? '…' : '', hasMore ? '…' : ''];
  const shown = head + line.slice(start + head.length, start + room - tail.length) + tail;
  return { shown, caret: at - from - start };
}
