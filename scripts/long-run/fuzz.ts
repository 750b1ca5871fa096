/** The long runs of coverage-guided fuzzing, of which `npm test` reads the corpus. */
import { fileURLToPath } from 'node:url';
import { dayOf, writeReport } from '@k8s-backup-target/tools/report';
import { fuzzPython } from './fuzz-python.js';
import type { FuzzRun } from './fuzz-run.js';
import { fuzzTypeScript } from './fuzz-typescript.js';

/** Each by its name: it shares the seconds among its targets. */
export const FUZZERS: Readonly<
  Record<string, (seconds: number, seed: number) => Promise<readonly FuzzRun[]>>
> = { 'fuzz-typescript': fuzzTypeScript, 'fuzz-python': fuzzPython };

/** Half an hour for each language. */
export const FUZZ_SECONDS = 1800;

/** The share of `npm run ci`: for each language, and of it each target has its part. */
export const FUZZ_SHARE_SECONDS = 14;

/** True for the name of a run that fuzzes. */
export function isFuzzRun(name: string | undefined): name is string {
  return name !== undefined && Object.hasOwn(FUZZERS, name);
}

/** Fuzzes, and writes the report where REPORT=1 is set. @returns the exit status */
export async function runFuzz(name: string, seed: number, seconds: number): Promise<number> {
  const targets = (await FUZZERS[name]?.(seconds, seed)) ?? [];
  const failures = targets.flatMap(({ crashes }) => crashes).length;
  const report = {
    command: `npm run long-run -- ${name}${seconds === FUZZ_SECONDS ? '' : ` --seconds ${seconds}`}`,
    seed,
    count: targets.reduce((sum, { runs }) => sum + runs, 0),
    failures,
    seconds: targets.reduce((sum, { seconds: each }) => sum + each, 0),
    details: { targets },
  };
  writeReport(name, report, fileURLToPath(new URL('../..', import.meta.url)));
  console.log(`${report.count} runs, ${failures} crashes`);
  return failures === 0 ? 0 : 1;
}

/** What `runFuzz` wrote. */
interface FuzzReport {
  readonly date: string;
  readonly command: string;
  readonly seed: number;
  readonly count: number;
  readonly failures: number;
  readonly seconds: number;
}

/** A report in the words of docs/proof.md. @param link where it lies, from there */
export function fuzzSentence(report: FuzzReport, link: string): string {
  const { count, failures, seed, seconds, date, command } = report;
  const told = `${count.toLocaleString('en')} inputs, ${failures} crashes`;
  return `${told} (seed ${seed}, ${Math.round(seconds / 60)} minutes, ${dayOf(date)}, [report](${link}), \`${command}\`)`;
}
