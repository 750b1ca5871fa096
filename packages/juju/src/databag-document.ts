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
 * ASCII with `\uXXXX` escapes. Only characters beyond the basic plane (emoji) stay as they are:
 * YAML takes them raw, and refuses the pair of escapes that JSON has for them.
 *
 * @throws HookCommandError `invalid-argument` for a lone surrogate, which has no such form at all, and for anything
 * but an object of strings: of a Map nothing would be written, and a number would be read back as another text
 */
export function databagDocument(
  command: readonly string[],
  changes: Readonly<Record<string, string>>,
): string {
  const refuse = (reason: string) =>
    new HookCommandError('invalid-argument', { command, reason: `was not run: ${reason}` });
  if (!isPlainObject(changes)) throw refuse('the changes are not an object of strings');
  for (const [key, value] of Object.entries(changes)) {
    if (typeof value !== 'string') throw refuse(`${JSON.stringify(key)} is not a string`);
    if (!key.isWellFormed() || !value.isWellFormed()) {
      throw refuse(`${JSON.stringify(key)} is not well-formed Unicode`);
    }
  }
  return JSON.stringify(changes).replace(
    TO_ESCAPE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An object literal of this realm or another, or an object without a prototype. */
function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
