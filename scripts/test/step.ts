/** One part of `npm test`, run as a process of its own. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/** A step's counts. A skipped test carries its reason. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** The failed tests by name, as far as a report names them. */
  readonly failures: readonly string[];
  readonly skipped: readonly string[];
}

/** A file that the step's command leaves, and the reader of its counts. */
export interface Report {
  readonly path: string;
  readonly read: (path: string) => Counts;
}

/** A command whose exit status is the verdict, or whose report holds the counts. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Without a report, the command counts as one test. */
  readonly report?: Report;
}

/**
 * Runs a step and counts. A command that fails without a failed test in its report counts as one failure.
 * The report of an earlier run is removed first, so that it is never counted again.
 */
export function runStep({ name, command, report }: Step): Counts {
  console.log(`\n== ${name}`);
  if (report !== undefined) rmSync(report.path, { force: true });
  const [program, ...args] = command;
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error !== undefined) console.error(`${program} could not be run: ${error.message}`);
  const succeeded = status === 0;
  if (report !== undefined) return countsOf(report, succeeded, name);
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, failures: [], skipped: [] };
}

function countsOf({ path, read }: Report, succeeded: boolean, name: string): Counts {
  try {
    const counts = read(path);
    const silent = counts.passed + counts.failed === 0;
    if (silent) console.error(`${name} ran no test`);
    return (succeeded || counts.failed > 0) && !silent
      ? counts
      : { ...counts, failed: counts.failed + 1 };
  } catch (error) {
    console.error(`${name} left no readable report: ${String(error)}`);
    return { passed: 0, failed: 1, failures: [], skipped: [] };
  }
}
