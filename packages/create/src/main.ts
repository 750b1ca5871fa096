/** Makes a charm, as the command line says. */
import { readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { readArguments, USAGE } from './arguments.js';
import { charmName } from './charm-name.js';
import { complete, type Request, type Terminal } from './questions.js';
import { readTemplate } from './template.js';
import { UsageError } from './usage-error.js';
import { writeCharm } from './write-charm.js';

/** Where the program reads from, and what it writes to. */
export interface Surroundings extends Terminal {
  readonly cwd: string;
  readonly errors: NodeJS.WritableStream;
  /** The package's folder, which `dist/templates` is in. */
  readonly packageFolder: URL;
}

/**
 * Runs the program.
 *
 * @returns the exit status: 0, or 2 if nothing was made, with the reason on standard error.
 */
export async function main(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const { output, errors, packageFolder } = surroundings;
  try {
    const given = readArguments(words);
    if (given.help) output.write(`${USAGE}\n`);
    else if (given.version) output.write(`${versionIn(packageFolder)}\n`);
    else output.write(make(await complete(given, surroundings), surroundings));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError) && !isSystemError(error)) throw error;
    errors.write(`create: ${error.message}\nSee npm create @k8s-backup-target@latest -- --help\n`);
    return 2;
  }
}

function make({ folder, language, role }: Request, { cwd, packageFolder }: Surroundings): string {
  const path = resolve(cwd, folder);
  const name = charmName(basename(path));
  writeCharm(path, name, readTemplate(new URL('dist/templates/', packageFolder), language, role));
  const place = relative(cwd, path);
  const enter = place === '' ? '' : `  cd ${/^[\w./-]+$/.test(place) ? place : `'${place}'`}\n`;
  return `Made the charm ${name} in ${path}. Next:\n${enter}  less README.md\n`;
}

/** An error of the system, such as a folder that may not be written to: its message names the file. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function versionIn(packageFolder: URL): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8'));
  return version;
}
