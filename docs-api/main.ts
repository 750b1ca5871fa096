/**
 * `npm run docs` begins with this: writes the reference of every package's API below `docs/api`, from the doc
 * comments and docstrings. The pages are not kept in the repository. A fault in a comment is an error.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePythonEnvironment, PYTHON } from '@k8s-backup-target/tools/python-environment';
import { writeTypescriptPages } from './typescript.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

async function main(): Promise<void> {
  process.chdir(ROOT);
  const folder = join(ROOT, 'docs/api');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  ensurePythonEnvironment();
  const python = ['tools/python/write_reference.py', join(folder, 'python')];
  execFileSync(PYTHON, python, { stdio: 'inherit' });
  await writeTypescriptPages(join(folder, 'typescript'));
}

main().catch((error: unknown) => {
  console.error(`docs-api: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
