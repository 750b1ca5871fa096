/**
 * `tsx scripts/release/sync-python-version.ts`: gives the Python package the version and the changelog of
 * `packages/schema`. Changesets know npm packages only, and both are generated from one contract: a
 * changeset about the Python package names `@k8s-backup-target/schema`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTitle } from './changelog-text.js';
import { PYTHON_PACKAGE, readManifest } from './packages.js';
import { withPythonVersion } from './python-version.js';

/** Writes version and changelog into `packages/python` below `root`. Returns the version. */
export function syncPythonVersion(root: string): string {
  const { version } = readManifest(join(root, 'packages/schema'));
  const project = join(root, 'packages/python/pyproject.toml');
  writeFileSync(project, withPythonVersion(readFileSync(project, 'utf8'), version));
  const changelog = join(root, 'packages/schema/CHANGELOG.md');
  if (existsSync(changelog)) {
    const text = withTitle(readFileSync(changelog, 'utf8'), PYTHON_PACKAGE);
    writeFileSync(join(root, 'packages/python/CHANGELOG.md'), text);
  }
  return version;
}

if (process.argv[1] === import.meta.filename)
  console.log(`packages/python is at ${syncPythonVersion('.')}`);
