import type { Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import { completionScript, SHELLS } from '../completion/completion-script.js';

/** Prints a shell's completion script. */
export const run: Run = async ({ words }) => {
  const shell = SHELLS.find((known) => known === words[0]);
  if (shell === undefined) {
    throw new CannotRunError('usage', `completion is for ${SHELLS.join(', ')}: name one of them`);
  }
  const script = completionScript(shell);
  return { exitCode: 0, data: script, text: () => script };
};
