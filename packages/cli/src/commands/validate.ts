// Room: One file for each command of kbt. May import any room that does not need it.
import type { Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import { readInputs } from '../input/read-inputs.js';
import { judgeInput } from '../judge/judge-input.js';
import { together } from '../judge/judgement.js';
import { problemData } from '../judge/problem-data.js';
import { problemText, tally } from '../judge/problem-text.js';
import type { Screen } from '../output/screen.js';
import { type VeleroRelease, veleroRelease } from '../velero/velero-release.js';

/** A hostile databag holds millions of faults, far more than anyone reads. */
const MOST_SHOWN = 10_000;

/** Judges every input; see `Problem`. */
export const run: Run = async ({ words, options, io }) => {
  const inputs = await readInputs(words, io);
  if (inputs.length === 0) {
    throw new CannotRunError('usage', 'validate needs files, or a text on standard input');
  }
  const release = veleroRelease(options);
  const judgements = await Promise.all(inputs.map((input) => judgeInput(input, release.version)));
  const { judged, problems } = together(judgements);
  const shown = problems.slice(0, MOST_SHOWN);
  const omitted = problems.length - shown.length;
  return {
    exitCode: problems.some(({ severity }) => severity === 'error') ? 1 : 0,
    data: { veleroVersion: release.version, judged, omitted, problems: shown.map(problemData) },
    text: (screen) =>
      [
        ...shown.map((problem) => `${problemText(problem, screen)}\n`),
        ...(omitted === 0 ? [] : [`${omitted} more are not shown\n`]),
        ...notes(release, screen),
        tally(judged, problems),
      ].join('\n'),
  };
};

function notes({ warning }: VeleroRelease, { style }: Screen): string[] {
  return warning === null ? [] : [style.warn(warning)];
}
