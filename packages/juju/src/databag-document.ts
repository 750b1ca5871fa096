import { HookCommandError } from './error.js';

/**
 * Characters that a JSON reader and Juju's reader of `relation-set --file -` (YAML 1.1) would take
 * differently: everything in the basic plane beyond ASCII, of which YAML refuses or changes some
 * (DEL, C1, NEL, line separators, noncharacters) unless it is written as an escape.
 */
const TO_ESCAPE = /[\u007f-\ud7ff\ue000-\uffff]/g;

/**
 * The text of a databag change for `relation-set --file -`: a JSON object that YAML 1.1 reads as
 * the same strings.
 *
 * ASCII with `\uXXXX` escapes. Only characters beyond the basic plane (emoji) stand as they are:
 * YAML takes them raw, and refuses the pair of escapes that JSON has for them.
 *
 * @throws HookCommandError `invalid-argument` for a lone surrogate, which has no such form at all
 */
export function databagDocument(
  command: readonly string[],
  changes: Readonly<Record<string, string>>,
): string {
  for (const [key, value] of Object.entries(changes)) {
    if (!key.isWellFormed() || !value.isWellFormed()) {
      throw new HookCommandError('invalid-argument', {
        command,
        reason: `was not run: ${JSON.stringify(key)} is not well-formed Unicode`,
      });
    }
  }
  return JSON.stringify(changes).replace(
    TO_ESCAPE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
