import { MAX_ARGUMENT_BYTES } from './argument-text.js';
import { HookCommandError } from './error.js';

/**
 * Refuses arguments that no process could be given: with NUL, or of more than 131,071 bytes of UTF-8. Juju's agent
 * itself would accept them over its socket; a charm that relied on it would fail as soon as it runs processes.
 *
 * @throws HookCommandError `invalid-argument` or `too-large`
 */
export function checkArguments(command: readonly string[]): void {
  for (const argument of command) {
    if (argument.includes('\0')) {
      throw new HookCommandError('invalid-argument', {
        command,
        reason: 'arguments contain a NUL character',
      });
    }
    if (argument.length * 3 > MAX_ARGUMENT_BYTES && byteLength(argument) > MAX_ARGUMENT_BYTES) {
      throw new HookCommandError('too-large', {
        command,
        reason: 'arguments are longer than a process can be given',
      });
    }
  }
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
