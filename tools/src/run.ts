/** Commands that a release consists of, and that its tests use. */
import { execFile, execFileSync } from 'node:child_process';

/** A command that did not succeed; the message holds what it printed. */
class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * Runs a command to its end and returns what it wrote to stdout.
 *
 * @throws CommandError with everything it printed, if it fails or cannot be started.
 */
export function run(
  cwd: string,
  command: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const [program, ...args] = command;
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const ending = typeof error.code === 'number' ? `exit status ${error.code}` : error.message;
      const shown = `\`${command.join(' ')}\` failed (${ending})`;
      return reject(new CommandError(`${shown}\n${stdout}${stderr}`, { cause: error }));
    });
  });
}

/** Runs a program and returns its standard output; undefined when it is not there or fails. */
export function tryRun(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch {
    return undefined;
  }
}
