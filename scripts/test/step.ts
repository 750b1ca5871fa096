/** One part of `npm test`, run as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

/** A step's counts. A skipped test carries its reason. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** The failed tests by name, as far as a report names them. */
  readonly failures: readonly string[];
  readonly skipped: readonly string[];
}

/** A file or folder that the step's command leaves, and the reader of its counts. */
export interface Report {
  readonly path: string;
  readonly read: (path: string) => Counts;
}

/** A command whose exit status is the verdict, or whose reports hold the counts. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Without a report, the command counts as one test. */
  readonly reports?: readonly Report[];
}

/**
 * Runs a step and counts. A command that fails without a failed test in its reports counts as one failure.
 * The reports of an earlier run are removed first and never counted again.
 *
 * @param log - the descriptor of the file that gets what the command prints; without it, it is shown.
 */
export async function runStep({ command, reports = [] }: Step, log?: number): Promise<Counts> {
  for (const { path } of reports) rmSync(path, { force: true, recursive: true });
  const succeeded = await run(command, log ?? 'inherit');
  const unreported = { passed: succeeded ? 1 : 0, failed: 0, failures: [], skipped: [] };
  const counts = reports.length === 0 ? unreported : sumOf(reports.map(countsOf));
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

async function run([program, ...args]: Step['command'], out: number | 'inherit'): Promise<boolean> {
  try {
    const [status] = await once(spawn(program, args, { stdio: ['ignore', out, out] }), 'close');
    return status === 0;
  } catch (error) {
    console.error(`${program} could not be run: ${String(error)}`);
    return false;
  }
}

function countsOf({ path, read }: Report): Counts {
  try {
    const counts = read(path);
    if (counts.passed + counts.failed > 0) return counts;
    console.error(`${path} reports no test`);
    return { ...counts, failed: 1 };
  } catch (error) {
    console.error(`${path} is not a readable report: ${String(error)}`);
    return { passed: 0, failed: 1, failures: [], skipped: [] };
  }
}

/** The counts of several parts together. */
export function sumOf(parts: readonly Counts[]): Counts {
  return {
    passed: parts.reduce((sum, { passed }) => sum + passed, 0),
    failed: parts.reduce((sum, { failed }) => sum + failed, 0),
    failures: parts.flatMap(({ failures }) => failures),
    skipped: parts.flatMap(({ skipped }) => skipped),
  };
}
