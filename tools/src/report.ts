/**
 * Reports of long runs: what was run, with which seed, and what came of it. A run writes its own, where
 * `REPORT` is set; the committed ones are what the documents quote.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the committed reports, below the repository's root. */
export const REPORTS = 'docs/reports';

/** A run, and what came of it. */
export interface RunReport {
  /** The command that repeats the run, from the repository's root. */
  readonly command: string;
  readonly seed: number;
  /** How many lives, pairs, questions, and so on. */
  readonly count: number;
  /** How many of them went wrong. */
  readonly failures: number;
  /** How long it took, in seconds. */
  readonly seconds: number;
  /** More of what the run found: versions of the judges, counts by kind. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Writes `docs/reports/NAME.json` where the environment has `REPORT=1`, with the day of the run.
 *
 * @param root the repository's root.
 */
export function writeReport(name: string, report: RunReport, root: string): void {
  if (process.env['REPORT'] !== '1') return;
  const path = join(root, REPORTS, `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(path, `${JSON.stringify({ date, ...report }, null, 2)}\n`);
}

/** A report's day in words: `29 November 2026`. @param date as a report has it, `2026-11-29` */
export function dayOf(date: string): string {
  return new Date(date).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
}
