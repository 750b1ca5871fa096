/** Everything wrong with the text, as `kbt validate` says it. */
import type { Problem } from '../answer/answer.js';
import { findingData, judgeAll, type ShapedInput } from './kbt.js';

/** More than anybody reads; a hostile databag has thousands. */
const MOST = 200;

const ORDER = ['error', 'warning', 'info'] as const;

/** The problems of all inputs, the gravest first, and how many more there are. */
export async function problemsIn(
  inputs: readonly ShapedInput[],
  release: string,
): Promise<{ readonly problems: readonly Problem[]; readonly more: number }> {
  const { problems: found } = await judgeAll(inputs, release);
  const sorted = ORDER.flatMap((severity) => found.filter((one) => one.severity === severity));
  const problems = sorted.slice(0, MOST).map((problem) => {
    const { severity, rule, message, remedy, subject, pointer, inner, line, column } =
      findingData(problem);
    return { severity, rule, message, remedy, subject, field: inner ?? pointer, line, column };
  });
  return { problems, more: sorted.length - problems.length };
}
