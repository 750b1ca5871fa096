import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InputIo } from '../command/io.js';

/** The words of a command line. */
export interface Words {
  /** Names of applications. */
  readonly names: readonly string[];
  readonly files: readonly string[];
}

/** How Juju names applications: without dots and slashes, which names of files have. */
export function couldBeName(word: string): boolean {
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(word);
}

/** Tells names from files: a word that could be a name is one unless there is such a file. */
export function splitWords(words: readonly string[], { cwd }: Pick<InputIo, 'cwd'>): Words {
  const isName = (word: string) => couldBeName(word) && !existsSync(resolve(cwd, word));
  return { names: words.filter(isName), files: words.filter((word) => !isName(word)) };
}
