/** A copy of the repository that a test may change. */
import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** npm's folder of what other parties wrote: links into it are enough, because no test changes it. */
const MODULES = 'node_modules';

/**
 * Copies the repository's files as they are now, committed or not, and what `npm ci` installed. The workspaces'
 * links lead into the copy. A Python environment is not copied: its scripts name the folder it was made in.
 *
 * @param to an empty folder.
 */
export function copyRepository(from: string, to: string): void {
  for (const file of filesOf(from)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(from, file), join(to, file));
  }
  for (const folder of ['.', ...workspacesWithModules(from)])
    linkModules(join(from, folder, MODULES), join(to, folder, MODULES));
  // Biome asks git what is ignored.
  execFileSync('git', ['init', '--quiet'], { cwd: to });
}

function filesOf(repository: string): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).split('\0');
  return files.filter((file) => file !== '' && isThere(join(repository, file)));
}

/** Packages whose dependencies npm could not put into the folder of the repository. */
function workspacesWithModules(repository: string): string[] {
  return readdirSync(join(repository, 'packages'))
    .map((name) => join('packages', name))
    .filter((folder) => isThere(join(repository, folder, MODULES)));
}

function linkModules(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    if (isOfWorkspaces(path))
      cpSync(path, join(to, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(resolve(path), join(to, name));
  }
}

/** Whether this is npm's link to a workspace, or the folder of such links. */
function isOfWorkspaces(path: string): boolean {
  return lstatSync(path).isSymbolicLink() || path.endsWith('@k8s-backup-target');
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
