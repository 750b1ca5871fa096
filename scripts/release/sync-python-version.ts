/**
 * `tsx scripts/release/sync-python-version.ts`: gives each pyproject.toml the version of `packages/schema`,
 * which is that of all packages. Changesets know npm's manifests only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonPackages, readManifest } from './packages.js';
import { withPythonVersion } from './python-project.js';

/** Writes the version into each Python package below `root`. Returns it. */
export function syncPythonVersion(root: string): string {
  const { version } = readManifest(join(root, 'packages/schema'));
  for (const folder of pythonPackages(root)) {
    const project = join(root, folder, 'pyproject.toml');
    writeFileSync(project, withPythonVersion(readFileSync(project, 'utf8'), version));
  }
  return version;
}

if (process.argv[1] === import.meta.filename)
  console.log(`The Python packages are at ${syncPythonVersion('.')}`);
