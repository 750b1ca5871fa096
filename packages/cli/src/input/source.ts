import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CannotRunError } from '../command/errors.js';
import type { InputIo } from '../command/io.js';
import { decodeText } from './decode-text.js';

/** A text to read, and what to call it in messages. */
export interface Source {
  /** The file's path as it was given, `-` for standard input, or the command that printed it. */
  readonly name: string;
  readonly text: string;
  /** The model that Juju's client was asked about, as `-m` names it; undefined for a file. */
  readonly askedModel?: string;
}

/**
 * Reads the files in order; `-` is standard input, which is also read where no file is named and it is
 * not a terminal.
 *
 * @throws CannotRunError `input` for a file that cannot be read, `usage` where `-` is named twice.
 */
export async function readSources(names: readonly string[], io: InputIo): Promise<Source[]> {
  if (names.indexOf('-') !== names.lastIndexOf('-')) {
    throw new CannotRunError('usage', '- means standard input: name it once');
  }
  if (names.length === 0) return io.stdin.isTTY ? [] : nonEmpty(await readStdin(io));
  return Promise.all(names.map((name) => (name === '-' ? readStdin(io) : readOne(name, io.cwd))));
}

function nonEmpty(source: Source): Source[] {
  return source.text.trim() === '' ? [] : [source];
}

async function readStdin({ stdin }: InputIo): Promise<Source> {
  return { name: '-', text: await stdin.readText() };
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
  if (code === 'EISDIR') return 'is a folder: name its files';
  if (code === 'EACCES') return 'may not be read: check its permissions';
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
