import type { Severity } from '@k8s-backup-target/schema';
import { linesOf } from '../input/lines-of.js';
import { printable } from '../output/printable.js';
import type { Screen, Style } from '../output/screen.js';
import { excerpt } from './excerpt.js';
import { findingData } from './finding-data.js';
import type { InputFinding } from './input-finding.js';
import type { NotRead } from './judgement.js';

/** A problem for people: where, which rule, the line with a caret, the value within, what to do. */
export function findingText(problem: InputFinding, screen: Screen): string {
  const { style } = screen;
  const data = findingData(problem);
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

/** A file that may hold something to judge, and cannot be read. */
export function notReadText({ file, line, column, message }: NotRead, { style }: Screen): string {
  return `${style.bold(`${file}:${line}:${column}`)}: ${style.warn('not judged')}: ${printable(message)}\n`;
}

/** Colours by gravity. */
function painted(severity: Severity, text: string, style: Style): string {
  const paint = { error: style.bad, warning: style.warn, info: style.dim }[severity];
  return paint(text);
}

/** The last line: how much was judged, and what was found. */
export function tally(judged: number, problems: readonly InputFinding[]): string {
  if (judged === 0) return 'nothing to judge: no spec, backup target, databag, Backup or Schedule';
  const documents = counted(judged, 'document');
  if (problems.length === 0) return `no problems in ${documents}`;
  const rejected = problems.filter(({ refused }) => refused).length;
  const note = rejected === 0 ? '' : ` (${rejected} rejected)`;
  return `${bySeverity(problems)} in ${documents}${note}`;
}

function bySeverity(problems: readonly InputFinding[]): string {
  const counts = SEVERITIES.map(
    ([severity, name]) =>
      [problems.filter((problem) => problem.severity === severity).length, name] as const,
  );
  return counts
    .filter(([count]) => count > 0)
    .map(([count, name]) => counted(count, name))
    .join(', ');
}

const SEVERITIES = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'note'],
] as const satisfies readonly (readonly [Severity, string])[];

function counted(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
