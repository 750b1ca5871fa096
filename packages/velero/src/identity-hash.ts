import { sha256 } from './sha256.js';
import { utf8 } from './utf8.js';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** The number of characters that `identityHash` returns: at five bits each, two texts with one hash cannot be found. */
export const HASH_LENGTH = 26;

/** The first 130 bits of the text's SHA-256, in characters that every name of Kubernetes may hold. */
export function identityHash(text: string): string {
  const bits = [...sha256(utf8(text))].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: HASH_LENGTH }, (_, index) =>
    BASE32.charAt(Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2)),
  ).join('');
}
