/** Steps one after the other, and the lines that sum them. */
import { type Counts, runStep, type Step, sumOf } from './step.js';

/**
 * Runs every step, whatever the others say, and prints a summary that names every failed test, so that
 * the end of a log tells all. The last line is `N passed, M failed`.
 * A skipped test is shown with its reason. Where CI is set everything must be able to run: there a skipped
 * test counts as a failure, and the result lists none.
 */
export function runSteps(steps: readonly Step[]): Counts {
  const all = steps.map((step) => ({ name: step.name, counts: runStep(step) }));
  console.log('\n== Summary');
  for (const { name, counts } of all)
    console.log(`${counts.failed > 0 ? 'FAILED' : 'ok    '} ${name}: ${describe(counts)}`);
  const { passed, failures, skipped, ...total } = sumOf(all.map(({ counts }) => counts));
  for (const failure of failures) console.log(`failed: ${failure}`);
  for (const reason of skipped) console.log(`skipped: ${reason}`);
  const failed = total.failed + (isCi() ? skipped.length : 0);
  console.log(`${passed} passed, ${failed} failed`);
  return { passed, failed, failures, skipped: isCi() ? [] : skipped };
}

function describe({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env['CI'] ?? '');
}
