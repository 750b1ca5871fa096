/**
 * `npm test`: everything that must hold, from a fresh clone. Makes the Python environment, builds, and
 * runs every check and suite; the last line counts them all. A skipped test is shown with its reason,
 * and fails the run where CI is set: there everything must be able to run.
 */
import { mkdirSync } from 'node:fs';
import {
  ensurePythonEnvironment,
  MissingToolError,
  PYTHON,
} from '@k8s-backup-target/tools/python-environment';
import { readJunitReport, readVitestReport } from './reports.js';
import { type Counts, runStep, type Step } from './step.js';

const REPORTS = 'dist/reports';
const VITEST_REPORT = `${REPORTS}/vitest.json`;
const PYTEST_REPORT = `${REPORTS}/pytest.xml`;

const STEPS: readonly Step[] = [
  {
    name: 'Generated code is fresh',
    command: ['npm', 'run', '--silent', 'codegen', '--', '--check'],
  },
  {
    name: 'Compatibility with what is released',
    command: ['npm', 'run', '--silent', 'compatibility'],
  },
  { name: 'Build', command: ['npm', 'run', '--silent', 'build'] },
  {
    name: 'Go programs for the tests',
    command: ['npx', 'turbo', 'run', 'go-build', '--output-logs=full', '--log-order=grouped'],
  },
  { name: 'Types of scripts, tests and examples', command: ['npx', 'tsc', '--project', '.'] },
  { name: 'Format and lint (Biome)', command: ['npx', 'biome', 'check'] },
  { name: 'Unused files, exports and dependencies (knip)', command: ['npx', 'knip'] },
  {
    name: 'Lint of Python (ruff)',
    command: [PYTHON, '-m', 'ruff', 'check', 'packages/python', 'tests'],
  },
  {
    name: 'Format of Python (ruff)',
    command: [PYTHON, '-m', 'ruff', 'format', '--check', 'packages/python', 'tests'],
  },
  {
    name: 'Types of Python (pyright)',
    command: ['npx', 'pyright', '--pythonpath', PYTHON, '--project', 'packages/python'],
  },
  {
    name: 'TypeScript tests (vitest)',
    command: [
      'npx',
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${VITEST_REPORT}`,
    ],
    readCounts: () => readVitestReport(VITEST_REPORT),
  },
  {
    name: 'Python tests (pytest)',
    command: [PYTHON, '-m', 'pytest', '--quiet', `--junitxml=${PYTEST_REPORT}`, 'packages/python'],
    readCounts: () => readJunitReport(PYTEST_REPORT),
  },
];

function main(): number {
  ensurePythonEnvironment();
  mkdirSync(REPORTS, { recursive: true });
  const all = STEPS.map((step) => ({ name: step.name, counts: runStep(step) }));
  console.log('\n== Summary');
  for (const { name, counts } of all)
    console.log(`${counts.failed > 0 ? 'FAILED' : 'ok    '} ${name}: ${describe(counts)}`);
  const skipped = all.flatMap(({ counts }) => counts.skipped);
  for (const reason of skipped) console.log(`skipped: ${reason}`);
  const failed = sum(all.map(({ counts }) => counts.failed)) + (isCi() ? skipped.length : 0);
  console.log(`${sum(all.map(({ counts }) => counts.passed))} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function describe({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

function isCi(): boolean {
  return !['', '0', 'false'].includes(process.env['CI'] ?? '');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof MissingToolError)) throw error;
  console.error(`npm test: ${error.message}`);
  process.exitCode = 2;
}
