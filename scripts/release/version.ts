/**
 * `npm run version`: applies the pending changesets. Gives all packages their next version, npm and
 * Python alike, writes the changelogs, brings the lock file in line and takes the schema as released.
 * Needs no network. Commits nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import { acceptSchemas, findBreaks } from '../compatibility/gate.js';
import { withoutEmptySections } from './changelog-text.js';
import { npmPackages, pythonPackages } from './packages.js';
import { pendingChangesets } from './pending-changesets.js';
import { syncHookVersions } from './sync-hook-versions.js';
import { syncPythonVersion } from './sync-python-version.js';
import { versionFaults } from './version-faults.js';

const LOCK_FILE_ONLY = [
  '--package-lock-only',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
] as const;

async function main(root: string): Promise<number> {
  const [broken] = findBreaks(root);
  if (broken !== undefined)
    return refuse(`${broken.file}#${broken.pointer}: ${broken.reason} (\`npm run compatibility\`)`);
  if (pendingChangesets(root).length === 0)
    return refuse('no changeset is pending: add one with `npx changeset`');
  await run(root, ['npx', 'changeset', 'version']);
  const folders = [...npmPackages(root).map((name) => `packages/${name}`), ...pythonPackages(root)];
  for (const folder of folders) mendChangelog(join(root, folder, 'CHANGELOG.md'));
  const version = syncPythonVersion(root);
  syncHookVersions(root, version);
  await run(root, ['npm', 'install', ...LOCK_FILE_ONLY, '--offline']);
  acceptSchemas(root);
  const faults = versionFaults(root);
  if (faults.length > 0) return refuse(faults.join('\n'));
  console.log(`All packages are at ${version}. Review, commit, then tag the commit v${version}.`);
  return 0;
}

function mendChangelog(path: string): void {
  writeFileSync(path, withoutEmptySections(readFileSync(path, 'utf8')));
}

function refuse(reason: string): number {
  console.error(`version: ${reason}`);
  return 1;
}

process.exitCode = await main('.');
