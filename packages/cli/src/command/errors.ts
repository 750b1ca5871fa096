/**
 * Why a command could not run: exit status 2.
 *
 * | code | meaning |
 * |---|---|
 * | `usage` | the command line is wrong |
 * | `input` | a file cannot be read or understood |
 * | `juju` | the `juju` client is missing or refused |
 * | `cluster` | the Kubernetes API cannot be reached, or refused |
 * | `not-found` | what was asked for is not in the input |
 */
export type CannotRunCode = 'usage' | 'input' | 'juju' | 'cluster' | 'not-found';

/** The message says what, where and what to do; a person reads it after `kbt: `. */
export class CannotRunError extends Error {
  override readonly name = 'CannotRunError';
  readonly code: CannotRunCode;

  constructor(code: CannotRunCode, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** Recognises the error by name, whichever chunk its class is in. */
export function isCannotRunError(error: unknown): error is CannotRunError {
  return error instanceof Error && error.name === 'CannotRunError';
}
