/**
 * `npm test`: everything that must hold, from a fresh clone. Makes the Python environment, builds, and
 * runs every check and suite; the last line counts them all.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  ensurePythonEnvironment,
  MissingToolError,
  PYTHON,
} from '@k8s-backup-target/tools/python-environment';
import { readJunitReport, readVitestReport, TOTAL_REPORT, writeTotal } from './reports.js';
import { runSteps } from './run-steps.js';
import type { Step } from './step.js';

const VITEST_REPORT = 'dist/reports/vitest.json';
const PYTEST_REPORT = 'dist/reports/pytest.xml';

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
    report: { path: VITEST_REPORT, read: readVitestReport },
  },
  {
    name: 'Python tests (pytest)',
    command: [PYTHON, '-m', 'pytest', '--quiet', `--junitxml=${PYTEST_REPORT}`, 'packages/python'],
    report: { path: PYTEST_REPORT, read: readJunitReport },
  },
];

function main(): number {
  ensurePythonEnvironment();
  mkdirSync(dirname(TOTAL_REPORT), { recursive: true });
  const total = runSteps(STEPS);
  writeTotal(TOTAL_REPORT, total);
  return total.failed === 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof MissingToolError)) throw error;
  console.error(`npm test: ${error.message}`);
  process.exitCode = 2;
}
