import type { DoctorFinding } from '../generated/output.js';
import { printable } from '../output/printable.js';
import type { Screen } from '../output/screen.js';

const MARKS = { ok: '✓', warning: '!', error: '✗', unknown: '?' } as const;

/** The findings for people: one line each, and below it what to do. */
export function doctorText(
  cluster: string,
  findings: readonly DoctorFinding[],
  { style }: Screen,
): string {
  const paint = { ok: style.good, warning: style.warn, error: style.bad, unknown: style.dim };
  const markOf = ({ state }: DoctorFinding) => paint[state](MARKS[state]);
  return [
    style.bold(`Velero in ${printable(cluster)}`),
    ...findings.flatMap((one) => {
      const { check, object, message, remedy, command } = one;
      return [
        `${markOf(one)} ${printable(object ?? check)} ${printable(message)}`,
        ...(remedy === null ? [] : [`  ${printable(remedy)}`]),
        ...(command === null ? [] : [`  ${style.dim('$')} ${style.bold(printable(command))}`]),
      ];
    }),
  ].join('\n');
}
