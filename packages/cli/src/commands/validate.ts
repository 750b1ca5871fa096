// Room: One file for each command of kbt. May import any room that does not need it.
import type { Options, Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { OutputOf, Report } from '../command/report.js';
import { readInputs } from '../input/read-inputs.js';
import { findingData } from '../judge/finding-data.js';
import { findingText, notReadText, tally } from '../judge/finding-text.js';
import { judgeAll } from '../judge/judge-all.js';
import { type Judgement, notReadOf } from '../judge/judgement.js';
import type { Screen } from '../output/screen.js';
import { type VeleroRelease, veleroRelease } from '../velero/velero-release.js';

/** A hostile databag holds millions of faults, far more than anyone reads. */
const MOST_SHOWN = 10_000;

/** Judges every input; see `InputFinding`. */
export const run: Run = async ({ words, options, io }) => {
  const inputs = await readInputs(words, io, { skipOthers: options['skipOthers'] === true });
  if (words.length === 0 && inputs.length === 0) {
    throw new CannotRunError('usage', 'validate needs files, or a text on standard input');
  }
  const release = veleroRelease(options);
  const judgement = await judgeAll(inputs, release.version);
  const { judged, problems } = judgement;
  const notRead = judgement.notRead.map(notReadOf);
  const shown = problems.slice(0, MOST_SHOWN);
  const omitted = problems.length - shown.length;
  return {
    exitCode: exitCodeOf(judgement, options),
    data: {
      veleroVersion: release.version,
      judged,
      omitted,
      problems: shown.map(findingData),
      notRead,
    } satisfies OutputOf<'validate'>,
    sarif: async () => {
      const { sarifLog } = await import('../judge/sarif.js');
      return sarifLog(shown.map(findingData), notRead);
    },
    text: (screen) =>
      [
        ...shown.map((problem) => `${findingText(problem, screen)}\n`),
        ...(omitted === 0 ? [] : [`${omitted} more are not shown\n`]),
        ...notRead.map((one) => notReadText(one, screen)),
        ...notes(release, screen),
        tally(judged, problems),
      ].join('\n'),
  };
};

/** What was not judged is not fine, unless the user said that there may be nothing to judge. */
function exitCodeOf(
  { judged, problems, notRead }: Required<Judgement>,
  options: Options,
): Report['exitCode'] {
  if (problems.some(({ severity }) => severity === 'error')) return 1;
  const isEmpty = judged === 0 && options['skipOthers'] !== true;
  return isEmpty || notRead.length > 0 ? 2 : 0;
}

function notes({ warning }: VeleroRelease, { style }: Screen): string[] {
  return warning === null ? [] : [style.warn(warning)];
}
