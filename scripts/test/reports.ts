/** The report files of test runners, and of `npm test` itself. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Counts } from './step.js';

/** The file in which `npm test` leaves the sum of its steps. */
export const TOTAL_REPORT = 'dist/reports/tests.json';

/** Writes a sum of steps, for `readTotal`. */
export function writeTotal(path: string, total: Counts): void {
  writeFileSync(path, JSON.stringify(total));
}

/** Reads what `writeTotal` wrote. */
export function readTotal(path: string): Counts {
  return JSON.parse(readFileSync(path, 'utf8'));
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly VitestResult[];
  }[];
}

interface VitestResult {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

/** Counts of vitest's JSON report. A file that could not be loaded is one failure. */
export function readVitestReport(path: string): Counts {
  const report: VitestReport = JSON.parse(readFileSync(path, 'utf8'));
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const skipped = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
  );
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map((test) => `${relative('', name)}: ${test.fullName}: ${firstLine(test)}`),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    failures: [...failures, ...broken.map(({ name }) => `${relative('', name)} did not load`)],
    skipped,
  };
}

function firstLine({ failureMessages = [] }: VitestResult): string {
  return failureMessages.join('\n').split('\n', 1)[0] ?? '';
}

/** A case that failed. pytest writes line breaks within an attribute as `&#10;`: the first line is enough. */
const FAILED_CASE =
  /<testcase classname="([^"]*)" name="([^"]*)"[^>]*><(?:failure|error) message="([^"&]*)/g;

/** Counts of a JUnit XML report, as pytest writes it. */
export function readJunitReport(path: string): Counts {
  const xml = readFileSync(path, 'utf8');
  const suite = /<testsuite [^>]*>/.exec(xml)?.[0];
  if (suite === undefined) throw new Error(`${path} is not a JUnit report`);
  const count = (name: string): number =>
    Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? Number.NaN);
  const failed = count('failures') + count('errors');
  const failures = [...xml.matchAll(FAILED_CASE)].map(
    ([, module, test, message]) => `${module}: ${test}: ${message}`,
  );
  const skipped = [...xml.matchAll(/<skipped [^>]*message="([^"]*)"/g)].map(
    (match) => `pytest: ${match[1]}`,
  );
  return { passed: count('tests') - failed - count('skipped'), failed, failures, skipped };
}

interface TurboSummary {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly command: string;
    readonly execution?: { readonly exitCode?: number | null };
  }[];
}

/** What turbo writes as the command of a task that only orders others. */
const NO_COMMAND = '<NONEXISTENT>';

/** Counts the tasks of the one run whose summary turbo has left in the folder. A task that was not run failed. */
export function readTurboSummary(folder: string): Counts {
  const [file, ...others] = readdirSync(folder);
  if (file === undefined || others.length > 0) throw new Error('not the summary of one run');
  const { tasks }: TurboSummary = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const run = tasks.filter(({ command }) => command !== NO_COMMAND);
  const failures = run.filter(({ execution }) => execution?.exitCode !== 0);
  return {
    passed: run.length - failures.length,
    failed: failures.length,
    failures: failures.map(({ taskId }) => taskId),
    skipped: [],
  };
}
