/**
 * `tsx scripts/release/sync-python-version.ts`: gives the Python packages the version and the changelog of
 * `packages/schema`. Changesets know npm packages only, and both are generated from one contract: a
 * changeset about a Python package names `@k8s-backup-target/schema`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTitle } from './changelog-text.js';
import { PYTHON_FOLDERS, PYTHON_PACKAGES, readManifest } from './packages.js';
import { withPythonVersion } from './python-version.js';

/** Writes version and changelog into each Python package below `root`. Returns the version. */
export function syncPythonVersion(root: string): string {
  const { version } = readManifest(join(root, 'packages/schema'));
  const changelog = join(root, 'packages/schema/CHANGELOG.md');
  for (const folder of PYTHON_FOLDERS) {
    const project = join(root, 'packages', folder, 'pyproject.toml');
    writeFileSync(project, withPythonVersion(readFileSync(project, 'utf8'), version));
    if (!existsSync(changelog)) continue;
    const text = withTitle(readFileSync(changelog, 'utf8'), PYTHON_PACKAGES[folder]);
    writeFileSync(join(root, 'packages', folder, 'CHANGELOG.md'), text);
  }
  return version;
}

if (process.argv[1] === import.meta.filename)
  console.log(`the Python packages are at ${syncPythonVersion('.')}`);
