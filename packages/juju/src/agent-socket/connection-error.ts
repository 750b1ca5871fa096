import type { HookCommandErrorCode } from '../error.js';

/** Why a request got no answer. The message continues a sentence that starts with the command. */
export class ConnectionError extends Error {
  override readonly name: string = 'ConnectionError';
  readonly code: HookCommandErrorCode;

  constructor(
    code: Extract<HookCommandErrorCode, 'connection-lost' | 'timeout' | 'too-large'>,
    message: string,
  ) {
    super(message);
    this.code = code;
  }
}
