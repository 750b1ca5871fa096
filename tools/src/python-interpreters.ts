/** The Python interpreters of this machine. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tryRun } from './run.js';

/** A Python that runs here. */
export interface Interpreter {
  readonly command: string;
  /** For example `3.11.7`. */
  readonly version: string;
  /** The 11 of 3.11. */
  readonly minor: number;
}

/** The minor versions of Python 3 that the packages support. */
export const SUPPORTED = [10, 11, 12, 13, 14] as const;

/** The interpreter that a command starts; undefined when there is none. */
export function interpreter(command: string): Interpreter | undefined {
  const version = tryRun(command, ['-c', 'import sys; print(*sys.version_info[:3], sep=".")']);
  const [, minor] = version?.trim().split('.').map(Number) ?? [];
  if (version === undefined || minor === undefined) return undefined;
  return { command, version: version.trim(), minor };
}

/** One interpreter for each supported version that is on PATH or among pyenv's, the oldest first. */
export function supportedInterpreters(): readonly Interpreter[] {
  const commands = SUPPORTED.map((minor) => `python3.${minor}`);
  const found = [...commands, ...pyenvCommands(), 'python3'].flatMap((command) => {
    const each = interpreter(command);
    return each !== undefined && SUPPORTED.some((minor) => minor === each.minor) ? [each] : [];
  });
  return SUPPORTED.flatMap((minor) => found.find((each) => each.minor === minor) ?? []);
}

function pyenvCommands(): readonly string[] {
  const root = tryRun('pyenv', ['root'])?.trim();
  const versions = root === undefined ? undefined : join(root, 'versions');
  if (versions === undefined || !existsSync(versions)) return [];
  return readdirSync(versions)
    .filter((name) => name.startsWith('3.'))
    .map((name) => join(versions, name, 'bin/python3'));
}
