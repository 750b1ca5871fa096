import type { FunctionalComponent } from 'vue';
import type { Problem } from '../answer/answer.js';
import { counted, fieldName, shown } from './words.js';

const NAMES = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** What is wrong with the text, the gravest first. Each leads to its place in the editor. */
export const Findings: FunctionalComponent<{
  problems: readonly Problem[];
  /** How many more there are, which are not listed. */
  more: number;
  recognised: string | null;
  goTo: (line: number, column: number) => void;
}> = ({ problems, more, recognised, goTo }) => (
  <section class="pg-findings" aria-labelledby="pg-findings-title">
    <h2 id="pg-findings-title" class="pg-title">
      Findings
      {recognised === null ? null : <span class="pg-note">read as {recognised}</span>}
    </h2>
    <div role="status" aria-live="polite" class="pg-visually-hidden">
      {summary(problems, more)}
    </div>
    {problems.length === 0 ? (
      <p class="pg-calm">Nothing to object to.</p>
    ) : (
      <ul class="pg-list">{problems.map((problem) => finding(problem, goTo))}</ul>
    )}
    {more === 0 ? null : (
      <p class="pg-calm">And {counted(more, 'more finding')}: kbt validate lists them all.</p>
    )}
  </section>
);

Findings.props = ['problems', 'more', 'recognised', 'goTo'];

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
        <span class="pg-message">{shown(message)}</span>
        {remedy === null ? null : <span class="pg-remedy">{shown(remedy)}</span>}
        <span class="pg-rule">
          {rule}
          {subject === null ? '' : `, ${shown(subject)}`}
        </span>
      </button>
    </li>
  );
}

function summary(problems: readonly Problem[], more: number): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (problems.length === 0) return 'No findings';
  const listed = `${errors} errors and ${problems.length - errors} warnings`;
  return more === 0 ? listed : `${listed} are listed, and there are ${more} more`;
}
