import { linesOf } from '../input/lines-of.js';
import { printable } from '../output/printable.js';
import type { Screen } from '../output/screen.js';
import type { Style } from '../output/style.js';
import { excerpt } from './excerpt.js';
import type { Problem, Severity } from './problem.js';
import { problemData } from './problem-data.js';

/** A problem for people: where, which rule, the line with a caret, the value within, what to do. */
export function problemText(problem: Problem, screen: Screen): string {
  const { style } = screen;
  const data = problemData(problem);
  const { document, pointer, inner } = problem.place;
  const label = painted(data.severity, `${data.severity}[${data.rule}]`, style);
  const who = data.subject === null ? '' : `${printable(data.subject)}: `;
  const where = (inner ?? pointer) || 'the document';
  return [
    `${style.bold(`${data.file}:${data.line}:${data.column}`)}: ${label} ${who}${printable(where)} ${printable(data.message)}`,
    excerpt(linesOf(document.source), data, screen),
    ...valueLine(inner, data.value, style),
    ...(data.remedy === null ? [] : [`  ${style.dim('=')} ${printable(data.remedy)}`]),
  ].join('\n');
}

function valueLine(inner: string | null, value: string | null, style: Style): string[] {
  if (inner === null || value === null) return [];
  return [`  ${style.dim('=')} ${printable(inner)} is ${printable(value)}`];
}

/** Colours by gravity. */
function painted(severity: Severity, text: string, style: Style): string {
  return severity === 'warning' ? style.warn(text) : style.bad(text);
}

/** The last line: how much was judged, and what was found. */
export function tally(judged: number, problems: readonly Problem[]): string {
  const count = (severity: Severity) =>
    problems.filter((problem) => problem.severity === severity).length;
  const found = [
    counted(count('refused'), 'refused'),
    counted(count('error'), 'error', 'errors'),
    counted(count('warning'), 'warning', 'warnings'),
  ].filter((part) => part !== '');
  if (judged === 0) return 'nothing to judge: no spec, backup target, databag, Backup or Schedule';
  return `${judged} judged: ${found.length === 0 ? 'nothing wrong' : found.join(', ')}`;
}

function counted(count: number, one: string, many: string = one): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
