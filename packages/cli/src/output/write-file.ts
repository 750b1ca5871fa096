import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Replaces a file whole or not at all: a full disk or a kill leaves the old one as it was. A symlink stays one:
 * the file that it leads to is replaced. A file that was there keeps its permissions.
 *
 * @param mode the permissions of a new file.
 * @throws Error as `node:fs` throws it.
 */
export function writeFileWhole(path: string, text: string, mode: number): void {
  const target = realPathOf(path);
  const found = statSync(target, { throwIfNoEntry: false });
  // What is not a file, such as /dev/stdout or a named pipe, cannot be replaced: it is written to.
  if (found !== undefined && !found.isFile()) writeFileSync(target, text);
  else replaceFile(target, text, found?.mode ?? mode);
}

function replaceFile(path: string, text: string, mode: number): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
      // The mode of `open` lacks what the user's umask takes away, which the file that was there may have.
      fchmodSync(file, mode);
      writeFileSync(file, text);
      // A rename may reach the disk before the text does.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Where a path leads through symlinks, also where nothing is there yet. */
function realPathOf(path: string): string {
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (link === undefined || !link.isSymbolicLink()) return path;
  // A link that leads nowhere yet may lead there by another; one that leads in a circle fails in `statSync`.
  return statSync(path, { throwIfNoEntry: false }) === undefined
    ? realPathOf(resolve(dirname(path), readlinkSync(path)))
    : realpathSync(path);
}
