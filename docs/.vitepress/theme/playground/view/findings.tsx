import type { FunctionalComponent } from 'vue';
import type { Problem } from '../answer/answer.js';
import { fieldName } from './words.js';

const NAMES = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** What is wrong with the text, the gravest first. Each leads to its place in the editor. */
export const Findings: FunctionalComponent<{
  problems: readonly Problem[];
  recognised: string | null;
  goTo: (line: number, column: number) => void;
}> = ({ problems, recognised, goTo }) => (
  <section class="pg-findings" aria-labelledby="pg-findings-title">
    <h2 id="pg-findings-title" class="pg-title">
      Findings
      {recognised === null ? null : <span class="pg-note">read as {recognised}</span>}
    </h2>
    <div role="status" aria-live="polite" class="pg-visually-hidden">
      {summary(problems)}
    </div>
    {problems.length === 0 ? (
      <p class="pg-calm">Nothing to object to.</p>
    ) : (
      <ul class="pg-list">{problems.map((problem) => finding(problem, goTo))}</ul>
    )}
  </section>
);

Findings.props = ['problems', 'recognised', 'goTo'];

function finding(problem: Problem, goTo: (line: number, column: number) => void) {
  const { severity, rule, message, remedy, subject, field, line, column } = problem;
  return (
    <li key={`${rule} ${field} ${line} ${subject}`}>
      <button
        type="button"
        class={['pg-finding', `is-${severity}`]}
        onClick={() => goTo(line, column)}
      >
        <span class="pg-finding-head">
          <span class="pg-severity">{NAMES[severity]}</span>
          <code>{fieldName(field)}</code>
          <span class="pg-line">line {line}</span>
        </span>
        <span class="pg-message">{message}</span>
        {remedy === null ? null : <span class="pg-remedy">{remedy}</span>}
        <span class="pg-rule">
          {rule}
          {subject === null ? '' : `, ${subject}`}
        </span>
      </button>
    </li>
  );
}

function summary(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (problems.length === 0) return 'No findings';
  return `${errors} errors and ${problems.length - errors} warnings`;
}
