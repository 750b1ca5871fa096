import { isCannotRunError } from '../command/errors.js';
import type { Io } from '../command/io.js';
import { printable, screenSafe } from '../output/printable.js';
import { makeStyle } from '../output/screen.js';
import { withColours } from './colours.js';
import { makeProgram } from './program.js';

/** Problems were found: 1. The command could not run, or its input does not tell: 2. */
export type ExitCode = 0 | 1 | 2;

/** Runs a command line. Never rejects: what goes wrong is printed, and the exit status is 2. */
export async function main(words: readonly string[], given: Io): Promise<ExitCode> {
  const io = withColours(given, words);
  if (words[0] === 'complete') return completeWords(words, io);
  let exitCode: ExitCode = 0;
  const program = makeProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, io);
  }
}

/** `kbt complete -- WORDS`, which the completion scripts run, is not a command for people. */
async function completeWords(words: readonly string[], io: Io): Promise<ExitCode> {
  const { complete } = await import('./complete.js');
  io.stdout.write(`${await complete(words.slice(words[1] === '--' ? 2 : 1), io)}\n`);
  return 0;
}

function exitCodeOf(error: unknown, io: Io): ExitCode {
  // Commander has printed its own errors, and help, which it throws as well.
  if (isCommanderError(error)) return error.exitCode === 0 ? 0 : 2;
  const { bad } = makeStyle(io.stderr.isColourful);
  io.stderr.write(`${bad('kbt:')} ${messageOf(error, io)}\n`);
  return 2;
}

function isCommanderError(error: unknown): error is Error & { readonly exitCode: number } {
  return error instanceof Error && 'exitCode' in error && 'code' in error;
}

function messageOf(error: unknown, { env }: Io): string {
  if (isCannotRunError(error)) return printable(error.message);
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const trace = env['KBT_DEBUG']
    ? `\n${screenSafe(stack ?? '')}`
    : '; run it again with KBT_DEBUG=1 to see where';
  return `internal: ${printable(message)}${trace}`;
}
