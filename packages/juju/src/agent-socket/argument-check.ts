import { MAX_ARGUMENT_BYTES } from '../argument-text.js';
import { HookCommandError } from '../error.js';

/**
 * Refuses what no process could be given. The socket would take it; but an operator who turns the
 * socket off must not break the charm.
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
