import type { CommandSpec, Options } from '../command/command.js';
import type { Io } from '../command/io.js';
import { splitWords } from '../input/words.js';

/** Environment variables for options, so they need not be typed each time. */
const VARIABLES = { unit: 'KBT_UNIT', context: 'KBT_CONTEXT' } as const;

/** The options, and where no file is given what the environment says: files are an input of their own. */
export function withEnvironment(
  options: Options,
  spec: CommandSpec,
  words: readonly string[],
  io: Io,
): Options {
  if (splitWords(words, io).files.length > 0) return options;
  const added = Object.entries(VARIABLES).flatMap(([option, variable]) => {
    const value = io.env[variable];
    const isKnown = spec.options.some(({ flags }) => flags.includes(`--${option} `));
    return value && isKnown && options[option] === undefined ? [[option, value] as const] : [];
  });
  return { ...options, ...Object.fromEntries(added) };
}
