import { wrapAnsi } from 'fast-wrap-ansi';

/** Below this a terminal is too narrow for words to be kept whole. */
const NARROWEST = 20;
/** The extra indentation of a continued line. */
const HANGING = 2;

/**
 * Breaks lines that are longer than a terminal between words; what continues a line is indented a little
 * more than it. Lines that fit, and all where there is no terminal, stay as they are.
 */
export function wrap(text: string, width: number): string {
  if (!Number.isFinite(width) || width < NARROWEST) return text;
  return text
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string {
  const indent = ' '.repeat(line.length - line.trimStart().length + HANGING);
  const [first = '', ...more] = wrapAnsi(line, width, { trim: false }).split('\n');
  if (more.length === 0) return line;
  const rest = more.join('').trimStart();
  const wrapped = wrapAnsi(rest, width - indent.length, { hard: true }).split('\n');
  return [first.trimEnd(), ...wrapped.map((part) => indent + part.trim())].join('\n');
}
