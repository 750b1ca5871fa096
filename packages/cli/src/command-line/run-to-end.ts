import { printable } from '../output/printable.js';

/**
 * Ends the process with the exit status that a command line has: never in the middle, never with a status that
 * means something else. Node.js ends as soon as nothing is left that could call back, and with status 1, which
 * means "problems were found", after an error in a callback.
 *
 * @param run begins at once
 */
export function runToEnd(run: () => Promise<number>): void {
  let isDone = false;
  process.once('uncaughtException', (error: unknown) => {
    process.stderr.write(`kbt: internal: ${printable(messageOf(error))}\n`);
    process.exit(CANNOT_RUN);
  });
  // Not `exit`, which also comes when the output is closed and the process is ended on purpose.
  process.once('beforeExit', () => {
    if (isDone) return;
    process.exitCode = CANNOT_RUN;
    process.stderr.write(
      'kbt: internal: it ended in the middle: something it waits for never came\n',
    );
  });
  void run().then((status) => {
    isDone = true;
    process.exitCode = status;
  });
}

const CANNOT_RUN = 2;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
