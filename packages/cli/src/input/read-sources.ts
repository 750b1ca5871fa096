import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CannotRunError } from '../command/errors.js';
import type { InputIo } from '../command/io.js';
import { decodeText } from './decode-text.js';
import type { Source } from './source.js';

/**
 * Reads the files in order, of a folder those below it; `-` is standard input, which is also read where no file is
 * named and it is not a terminal.
 *
 * @throws CannotRunError `input` for a file that cannot be read, `usage` where `-` is named twice.
 */
export async function readSources(
  names: readonly string[],
  io: InputIo,
): Promise<readonly Source[]> {
  if (names.indexOf('-') !== names.lastIndexOf('-')) {
    throw new CannotRunError('usage', '- means standard input: name it once');
  }
  if (names.length === 0) return io.stdin.isTTY ? [] : nonEmpty(await readStdin(io));
  const read = await Promise.all(
    names.map((name) => (name === '-' ? readStdin(io) : readNamed(name, io.cwd))),
  );
  return read.flat();
}

function nonEmpty(source: Source): Source[] {
  return source.text.trim() === '' ? [] : [source];
}

async function readStdin({ stdin }: InputIo): Promise<Source> {
  return { name: '-', text: await stdin.readText() };
}

async function readNamed(name: string, cwd: string): Promise<readonly Source[]> {
  if (!isFolder(resolve(cwd, name))) return [readOne(name, cwd)];
  const { filesBelow } = await import('./folder.js');
  const files = await filesBelow(name, (path) => resolve(cwd, path));
  return files.map(({ name: file, isPatch }) => ({
    ...readOne(file, cwd),
    mayBeOther: true,
    isPatch,
  }));
}

/** What is not there, or may not be looked at, is said by who reads it. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function readOne(name: string, cwd: string): Source {
  try {
    return { name, text: decodeText(readFileSync(resolve(cwd, name))) };
  } catch (error) {
    throw new CannotRunError('input', `${name} ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'does not exist: check the path';
  if (code === 'EACCES') return 'may not be read: check its permissions';
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
