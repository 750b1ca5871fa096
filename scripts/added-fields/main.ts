/**
 * `npm run added-fields`: adds a nullable boolean, a list and an object to the schema of a copy of this
 * repository, with no other edit, and runs what a contributor would run. It holds the promise of
 * CONTRIBUTING.md that an optional field may be added; a test that lists every field breaks it.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensurePythonEnvironment, PYTHON } from '@k8s-backup-target/tools/python-environment';
import { makeWorkingCopy } from '@k8s-backup-target/tools/working-copy';
import { runSteps } from '../test/run-steps.js';
import { pyright, pytest, vitest } from '../test/runners.js';
import type { Step } from '../test/step.js';
import { addFields } from './fields.js';

const PYTHON_PACKAGES = ['packages/python', 'packages/python-compat'];
const WITH_FIELDS = ['schema', 'lint', 'velero', 'preview', 'provider', 'requirer', 'cli'];
const TESTS = [
  ...WITH_FIELDS.map((name) => `packages/${name}/`),
  'examples/',
  'tests/conformance/',
];

const STEPS: readonly Step[] = [
  { name: 'Code from the schema', command: ['npm', 'run', '--silent', 'codegen'] },
  { name: 'Compatibility', command: ['npm', 'run', '--silent', 'compatibility'] },
  { name: 'Types of TypeScript', command: ['npx', 'tsc', '--project', '.'] },
  { name: 'Format and lint (Biome)', command: ['npx', 'biome', 'check'] },
  ...PYTHON_PACKAGES.map((folder) => pyright(PYTHON, folder)),
  {
    name: 'Lint of Python (ruff)',
    command: [PYTHON, '-m', 'ruff', 'check', ...PYTHON_PACKAGES],
  },
  // The cron oracle is Velero's own code, built with Go: it knows no schema.
  vitest('Unit tests and conformance', ...TESTS, '--exclude', '**/cron-oracle.test.ts'),
  ...PYTHON_PACKAGES.map((folder) => pytest(`Python tests of ${folder}`, PYTHON, folder)),
];

async function main(): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), 'added-fields-'));
  try {
    await makeWorkingCopy(resolve('.'), copy);
    process.chdir(copy);
    addFields();
    ensurePythonEnvironment();
    mkdirSync('dist/reports', { recursive: true });
    const { failed } = await runSteps(STEPS);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

process.exitCode = await main();
