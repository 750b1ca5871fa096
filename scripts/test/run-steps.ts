/** Steps one after the other or side by side, and the lines that sum them. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Counts, runStep, type Step, sumOf } from './step.js';

/**
 * Lanes of steps that run at the same time: what the first prints is shown, then that of the others. No step of
 * a lane may need or change what another lane makes.
 */
export interface SideBySide {
  readonly lanes: readonly (readonly Step[])[];
}

interface Outcome {
  readonly name: string;
  readonly counts: Counts;
  readonly seconds: number;
}

/**
 * Runs every step, whatever the others say, and prints a summary that names every failed test, so that
 * the end of a log tells all. The last line is `N passed, M failed`.
 * A skipped test is shown with its reason. Where CI is set everything must be able to run: there a skipped
 * test counts as a failure, and the result lists none.
 */
export async function runSteps(steps: readonly (Step | SideBySide)[]): Promise<Counts> {
  const all: Outcome[] = [];
  for (const step of steps)
    all.push(...('lanes' in step ? await runLanes(step) : [await runShown(step)]));
  console.log('\n== Summary');
  for (const { name, counts, seconds } of all)
    console.log(
      `${counts.failed > 0 ? 'FAILED' : 'ok    '} ${name}: ${describe(counts)} (${seconds} s)`,
    );
  const { passed, failures, skipped, ...total } = sumOf(all.map(({ counts }) => counts));
  for (const failure of failures) console.log(`failed: ${failure}`);
  for (const reason of skipped) console.log(`skipped: ${reason}`);
  const failed = total.failed + (isCi() ? skipped.length : 0);
  console.log(`${passed} passed, ${failed} failed`);
  return { passed, failed, failures, skipped: isCi() ? [] : skipped };
}

async function runShown(step: Step): Promise<Outcome> {
  console.log(`\n== ${step.name}`);
  return await runTimed(step);
}

async function runTimed(step: Step, log?: number): Promise<Outcome> {
  const started = performance.now();
  const counts = await runStep(step, log);
  return { name: step.name, counts, seconds: Math.round((performance.now() - started) / 1000) };
}

async function runLanes({ lanes: [first = [], ...others] }: SideBySide): Promise<Outcome[]> {
  const beside = others.flat().map(({ name }) => name);
  console.log(`\n== Beside the next, and shown after it: ${beside.join('; ')}`);
  const kept = others.map(async (lane) => await runLane(lane, runKept));
  const shown = await runLane(first, runShown);
  const ended = (await Promise.all(kept)).flat();
  for (const { name, output } of ended) console.log(`\n== ${name}\n${output}`);
  return [...shown, ...ended];
}

async function runLane<T>(lane: readonly Step[], run: (step: Step) => Promise<T>): Promise<T[]> {
  const outcomes: T[] = [];
  for (const step of lane) outcomes.push(await run(step));
  return outcomes;
}

/** Keeps what a step prints, so that no line of another lane is within it. */
async function runKept(step: Step): Promise<Outcome & { readonly output: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  const log = join(folder, 'log');
  const file = openSync(log, 'w');
  try {
    const outcome = await runTimed(step, file);
    return { ...outcome, output: readFileSync(log, 'utf8') };
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

function describe({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env['CI'] ?? '');
}
