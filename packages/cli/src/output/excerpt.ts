import type { Position } from '../input/position.js';
import { printable } from './printable.js';
import type { Screen } from './screen.js';

/** Without a terminal, so much of a line is shown. */
const DEFAULT_WIDTH = 100;

/**
 * The line at a position with a caret below it. Of a long line, such as a databag, the part around the
 * position is shown.
 */
export function excerpt(
  text: string,
  { line, column }: Position,
  { style, width }: Screen,
): string {
  const whole = text.split('\n', line)[line - 1] ?? '';
  const number = String(line);
  const room = Math.max(20, Math.min(width, DEFAULT_WIDTH) - number.length - 4);
  const { shown, caret } = cut(whole, column - 1, room);
  const margin = ' '.repeat(number.length);
  return [
    `${style.dim(`${number} |`)} ${shown}`,
    `${style.dim(`${margin} |`)} ${' '.repeat(caret)}${style.bad('^')}`,
  ].join('\n');
}

function cut(whole: string, at: number, room: number): { shown: string; caret: number } {
  const line = [...whole].map((character) => printable(character)).join('');
  if (line.length <= room) return { shown: line, caret: at };
  const start = Math.max(0, Math.min(at - Math.floor(room / 3), line.length - room));
  const [head, tail] = [start > 0 ? '…' : '', start + room < line.length ? '…' : ''];
  const shown = head + line.slice(start + head.length, start + room - tail.length) + tail;
  return { shown, caret: at - start };
}
