/** The tests' own servers and what asks them, without TLS: its handshakes take longer than all else that a mutant needs. */
import { createServer as createPlain, request as plainly } from 'node:http';

export function createServer(_certificate, listener) {
  return createPlain(listener);
}

export function request(url, options, onAnswer) {
  const plain = new URL(url);
  plain.protocol = 'http:';
  return plainly(plain, options, onAnswer);
}

export { Agent } from 'node:http';
