/**
 * `npm test`: everything that must hold, from a fresh clone. Makes the Python environment, builds, and
 * runs every check and suite; the last line counts them all. The live tests are not among them: they run
 * real Kubernetes and Velero servers, `npm run e2e`.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  ensurePythonEnvironment,
  ensureVersionEnvironments,
  MissingToolError,
  PYTHON,
  type VersionEnvironment,
} from '@k8s-backup-target/tools/python-environment';
import { TOTAL_REPORT, writeTotal } from './reports.js';
import { runSteps } from './run-steps.js';
import { pyright, pytest, vitest } from './runners.js';
import type { Step } from './step.js';

const PYTHON_PACKAGES = ['packages/python', 'packages/python-compat'];
const PYTHON_CHARMS = ['examples/python-provider-charm', 'examples/python-integrator-charm'];
const PYTHON_SOURCES = [...PYTHON_PACKAGES, 'examples', 'tests', 'tools'];

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
    command: [PYTHON, '-m', 'ruff', 'check', ...PYTHON_SOURCES],
  },
  {
    name: 'Format of Python (ruff)',
    command: [PYTHON, '-m', 'ruff', 'format', '--check', ...PYTHON_SOURCES],
  },
  ...[...PYTHON_PACKAGES, ...PYTHON_CHARMS].map((folder) => pyright(PYTHON, folder)),
  vitest('TypeScript tests (vitest)'),
  ...PYTHON_PACKAGES.map((folder) => pytest(`Python tests of ${folder}`, PYTHON, folder)),
];

/** The same on the oldest and the newest versions, with the drop-in in the place of the reference. */
function versionSteps({ name, python, version }: VersionEnvironment): readonly Step[] {
  // The oldest ops.testing leaves temporary folders to the garbage collector when a charm raises.
  const options = ['ResourceWarning', 'pytest.PytestUnraisableExceptionWarning'].flatMap(
    (warning) => ['-W', `ignore::${warning}`],
  );
  return PYTHON_PACKAGES.map((folder) =>
    pytest(
      `Python tests of ${folder}, ${name} versions (Python ${version})`,
      python,
      folder,
      ...options,
    ),
  );
}

function main(): number {
  console.log('The live tests, on real Kubernetes and Velero servers, run apart: npm run e2e');
  ensurePythonEnvironment();
  mkdirSync(dirname(TOTAL_REPORT), { recursive: true });
  const versions = ensureVersionEnvironments();
  const total = runSteps([...STEPS, ...versions.flatMap(versionSteps)]);
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
