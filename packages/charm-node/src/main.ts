/** Gives a charm its Node.js, as the command line says. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Arguments, readArguments, USAGE, UsageError } from './arguments.js';
import { putNode } from './put-node.js';

/** Where the program runs, and what it writes to. */
export interface Surroundings {
  readonly cwd: string;
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WritableStream;
  /** The package's folder, which `node` is in. */
  readonly packageFolder: URL;
}

/**
 * Runs the program.
 *
 * @returns the exit status: 0, or 2 if nothing was put there, with the reason on standard error.
 */
export function main(words: readonly string[], surroundings: Surroundings): number {
  const { output, errors } = surroundings;
  try {
    output.write(`${answer(readArguments(words, process.arch), surroundings)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError) && !isSystemError(error)) throw error;
    errors.write(`charm-node: ${error.message}\nSee charm-node --help\n`);
    return 2;
  }
}

function answer(
  { help, version, folder, processor }: Arguments,
  { cwd, packageFolder }: Surroundings,
): string {
  if (help) return USAGE;
  if (version) return versionIn(packageFolder);
  const path = resolve(cwd, folder);
  const put = putNode(path, processor, packageFolder);
  return `Put Node.js ${put} for linux-${processor} into ${path}/bin/node, with licences and a bill of materials.`;
}

/** An error of the system, such as a folder that may not be written to: its message names the file. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function versionIn(packageFolder: URL): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8'));
  return version;
}
