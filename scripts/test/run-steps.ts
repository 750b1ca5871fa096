/** Steps one after the other or side by side, and the lines that sum them. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Counts, runStep, type Step, sumOf } from './step.js';

/** Lanes of steps that run at the same time. No step of a lane may need or change what another lane makes. */
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

async function runLanes({ lanes }: SideBySide): Promise<readonly Outcome[]> {
  const names = lanes.flat().map(({ name }) => name);
  console.log(`\n== Side by side, each shown when it has ended: ${names.join('; ')}`);
  const outcomes = await Promise.all(lanes.map(runLane));
  return outcomes.flat();
}

async function runLane(lane: readonly Step[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of lane) outcomes.push(await runKept(step));
  return outcomes;
}

/** Keeps what a step prints until it has ended, so that no line of another is within it. */
async function runKept(step: Step): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  const log = join(folder, 'log');
  const file = openSync(log, 'w');
  try {
    return await runTimed(step, file);
  } finally {
    closeSync(file);
    console.log(`\n== ${step.name}\n${readFileSync(log, 'utf8')}`);
    rmSync(folder, { recursive: true });
  }
}

function describe({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env['CI'] ?? '');
}
