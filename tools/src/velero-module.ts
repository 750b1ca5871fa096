/** Velero's published Go modules, for programs that are built inside a copy of one. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The path by which Velero's packages are imported. */
export const VELERO_MODULE = 'github.com/vmware-tanzu/velero';

/** Folders of documents, which are most of the module. */
const NOT_BUILT = /^(?:site|design|changelogs)\//;

/**
 * Fetches the module of a release by way of Go, and returns its folder, which is not to be written to.
 *
 * @throws Error when there is no Go, or no such release.
 */
export function veleroModule(release: string): string {
  const args = ['mod', 'download', '-json', `${VELERO_MODULE}@v${release}`];
  const { Dir } = JSON.parse(execFileSync('go', args, { encoding: 'utf8', cwd: '/' }));
  return String(Dir);
}

/**
 * Copies what a build of a release reads to `folder`, unless it is there. A program below it can import Velero's
 * internal packages, and is built with the versions that the release itself was built with.
 */
export function copyVeleroModule(release: string, folder: string): void {
  // The checksums come last, and say that the copy is whole.
  if (existsSync(join(folder, 'go.sum'))) return;
  const from = veleroModule(release);
  const entries = readdirSync(from, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('_test.go'))
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
    .filter((file) => file !== 'go.sum' && !NOT_BUILT.test(file));
  for (const file of [...files, 'go.sum']) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(from, file), join(folder, file));
  }
}
