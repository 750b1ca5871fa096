import { execFileSync } from 'node:child_process';

/** Runs a program and returns its standard output; undefined when it is not there or fails. */
export function tryRun(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch {
    return undefined;
  }
}
