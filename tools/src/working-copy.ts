/** A copy of this repository that a test may change: what is on disk here, as one commit of a new one. */
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run } from './run.js';

/**
 * Copies every file below `root` that git knows or would add into `folder`, and commits it there.
 * Dependencies are those of `root`, except that the workspaces are the copy's. There is no Python environment.
 */
export async function makeWorkingCopy(root: string, folder: string): Promise<void> {
  const list = ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'] as const;
  for (const file of (await run(root, list)).split('\0')) {
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
    // A workspace has modules of its own where it needs another version than the rest.
    const modules = join(dirname(file), 'node_modules');
    if (basename(file) === 'package.json' && existsSync(join(root, modules)))
      linkModules(join(root, modules), join(folder, modules));
  }
  await run(folder, ['git', 'init', '--quiet']);
  await run(folder, ['git', 'add', '--all']);
  await commit(folder, 'Start');
}

/** Lends the Python environment of `root` to `folder`, for a copy that makes none of its own. */
export function lendPythonEnvironment(root: string, folder: string): void {
  symlinkSync(join(root, '.venv'), join(folder, '.venv'));
}

/** Commits everything in `folder`. */
export async function commit(folder: string, message: string): Promise<void> {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'] as const;
  await run(folder, ['git', 'add', '--all']);
  await run(folder, ['git', ...identity, 'commit', '--quiet', '--message', message]);
}

/** Links each installed package, but copies links: they lead to workspaces, relative to where they are. */
function linkModules(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (name === '@k8s-backup-target') linkModules(source, target);
    else if (name !== '.cache') symlinkSync(source, target);
  }
}
