import type { FunctionalComponent } from 'vue';
import type { Answer, RunsOfReleases } from '../../answer/answer.js';

/** When it runs next, by the chosen release, and by those that read the expression otherwise. */
export const NextRuns: FunctionalComponent<{
  answer: Answer;
  cron: string;
  release: string;
  setCron: (cron: string) => void;
}> = ({ answer, cron, setCron, release }) => (
  <>
    <p class="pg-output-head">
      <label class="pg-field">
        Cron expression
        <input
          class="pg-input"
          value={cron}
          maxlength={200}
          spellcheck={false}
          disabled={answer.databag.ok === false && answer.schedule.ok}
          onInput={({ target }) => {
            if (target instanceof HTMLInputElement) setCron(target.value);
          }}
        />
      </label>
    </p>
    {answer.runs === null ? (
      <p class="pg-calm">
        {answer.schedule.ok
          ? 'It has no cron expression. A Backup runs once, at once.'
          : 'No runs.'}
      </p>
    ) : (
      <div class="pg-runs">{answer.runs.map((group) => groupOf(group, release))}</div>
    )}
  </>
);

NextRuns.props = ['answer', 'cron', 'setCron', 'release'];

function groupOf({ releases, runs, notes }: RunsOfReleases, chosen: string) {
  return (
    <div class={['pg-run', releases.includes(chosen) && 'is-chosen']} key={releases.join()}>
      <h3 class="pg-run-title">Velero {releases.join(', ')}</h3>
      {runs.length === 0 ? (
        <p class="pg-refused">Never: {notes.join('; ')}</p>
      ) : (
        <ol>
          {runs.map((run) => (
            <li key={run}>
              <time datetime={run}>{inWords(run)}</time>
            </li>
          ))}
        </ol>
      )}
      {runs.length === 0
        ? null
        : notes.map((note) => (
            <p class="pg-small" key={note}>
              {note}
            </p>
          ))}
    </div>
  );
}

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});

function inWords(run: string): string {
  return `${FORMAT.format(new Date(run)).replace(/:00$/, '')} UTC`;
}
