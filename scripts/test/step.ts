/** One part of `npm test`, run as a process of its own. */
import { spawnSync } from 'node:child_process';

/** What a step counts. A skipped test carries its reason. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

/** A command whose exit status is the verdict, or whose report file holds the counts. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Reads the step's report after the command has ended. Without it, the command counts as one test. */
  readonly readCounts?: () => Counts;
}

/** Runs a step and counts. A command that fails without a failed test in its report counts as one failure. */
export function runStep({ name, command, readCounts }: Step): Counts {
  console.log(`\n== ${name}`);
  const [program, ...args] = command;
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error !== undefined) console.error(`${program} could not be run: ${error.message}`);
  const succeeded = status === 0;
  if (readCounts === undefined)
    return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: [] };
  return countsOf(readCounts, succeeded, name);
}

function countsOf(readCounts: () => Counts, succeeded: boolean, name: string): Counts {
  try {
    const counts = readCounts();
    const silent = counts.passed + counts.failed === 0;
    if (silent) console.error(`${name} ran no test`);
    return (succeeded || counts.failed > 0) && !silent
      ? counts
      : { ...counts, failed: counts.failed + 1 };
  } catch (error) {
    console.error(`${name} left no readable report: ${String(error)}`);
    return { passed: 0, failed: 1, skipped: [] };
  }
}
