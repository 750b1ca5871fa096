/**
 * `tsx scripts/release/sync-python-version.ts`: gives the Python packages the version and the changelog of
 * `packages/schema`. Changesets know npm packages only, and all is generated from one contract: a
 * changeset about a Python package names `@k8s-backup-target/schema`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTitle } from './changelog-text.js';
import { pythonPackages, readManifest } from './packages.js';
import { pythonName, withPythonVersion } from './python-project.js';

/** Writes version and changelog into each Python package below `root`. Returns the version. */
export function syncPythonVersion(root: string): string {
  const { version } = readManifest(join(root, 'packages/schema'));
  for (const folder of pythonPackages(root)) sync(root, join(root, folder), version);
  return version;
}

function sync(root: string, folder: string, version: string): void {
  const project = join(folder, 'pyproject.toml');
  const text = withPythonVersion(readFileSync(project, 'utf8'), version);
  writeFileSync(project, text);
  const changelog = join(root, 'packages/schema/CHANGELOG.md');
  if (!existsSync(changelog)) return;
  const renamed = withTitle(readFileSync(changelog, 'utf8'), pythonName(text));
  writeFileSync(join(folder, 'CHANGELOG.md'), renamed);
}

if (process.argv[1] === import.meta.filename)
  console.log(`The Python packages are at ${syncPythonVersion('.')}`);
