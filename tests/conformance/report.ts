/** The outcome as a table: as text for a terminal, as Markdown for the README. */
import { isClean, type Outcome, type Tally } from './conformance.js';
import type { KnownDifference } from './known-differences.js';

const SHOWN_FAILURES = 20;

/** Implementation × class, then whatever went wrong. */
export function textReport(outcomes: readonly Outcome[]): string {
  return [...aligned(rows(outcomes)), '', ...outcomes.flatMap(troubles), summary(outcomes)].join(
    '\n',
  );
}

/** The table as Markdown. */
export function tableMarkdown(outcomes: readonly Outcome[]): string {
  const [head = [], ...body] = rows(outcomes);
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** The known differences as a list, by reason. */
export function differencesMarkdown(differences: readonly KnownDifference[]): string {
  return differences
    .map(({ implementation, reason, why, cases }) => {
      const title = reason.charAt(0).toUpperCase() + reason.slice(1).replaceAll('-', ' ');
      const count = `${cases.length} ${cases.length === 1 ? 'case' : 'cases'}`;
      return `- **${title}** (${implementation}, ${count}). ${why}`;
    })
    .join('\n');
}

function rows(outcomes: readonly Outcome[]): readonly (readonly string[])[] {
  const classes = Object.keys(outcomes[0]?.classes ?? {});
  return [
    ['class', ...outcomes.map(({ implementation }) => implementation)],
    ...classes.map((name) => [name, ...outcomes.map(({ classes: all }) => cell(all[name]))]),
    ['total', ...outcomes.map(({ total }) => cell(total))],
  ];
}

function cell(tally: Tally | undefined): string {
  if (tally === undefined) return '-';
  const { passed, failed, known } = tally;
  const parts = [
    `${passed} passed`,
    ...(known > 0 ? [`${known} known`] : []),
    ...(failed > 0 ? [`${failed} FAILED`] : []),
  ];
  return parts.join(', ');
}

function aligned(table: readonly (readonly string[])[]): readonly string[] {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function troubles(outcome: Outcome): readonly string[] {
  if (isClean(outcome)) return [];
  const { implementation, failures, faults, stderr } = outcome;
  const more = failures.length - SHOWN_FAILURES;
  return [
    ...faults.map((fault) => `${implementation}: the executor ${fault}`),
    ...(stderr === '' ? [] : [`${implementation}: standard error:\n${indented(stderr)}`]),
    ...failures
      .slice(0, SHOWN_FAILURES)
      .map(({ id, message }) => `${implementation}: ${id}: ${message}`),
    ...(more > 0 ? [`${implementation}: and ${more} more failures`] : []),
    '',
  ];
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, '  ');
}

function summary(outcomes: readonly Outcome[]): string {
  const count = (pick: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return [
    `${count(({ total }) => total.passed)} passed`,
    `${count(({ total }) => total.known)} known differences`,
    `${count(({ total, faults }) => total.failed + faults.length)} unexplained`,
  ].join(', ');
}
