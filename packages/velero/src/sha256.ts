/**
 * SHA-256 (FIPS 180-4). The package runs without Node, and the Web's `crypto.subtle` answers only
 * asynchronously, which would make every name a promise.
 */
export function sha256(message: Uint8Array): Uint8Array {
  const state = INITIAL_STATE.slice();
  const padded = pad(message);
  const words = new Uint32Array(64);
  for (let offset = 0; offset < padded.byteLength; offset += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = padded.getUint32(offset + i * 4);
    compress(state, words);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => {
    digest.setUint32(index * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

/** The message, a one bit, zeroes, and its length in bits as a 64-bit number: whole blocks of 64 bytes. */
function pad(message: Uint8Array): DataView {
  const length = Math.ceil((message.length + 9) / 64) * 64;
  const bytes = new Uint8Array(length);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(length - 8, BigInt(message.length) * 8n);
  return view;
}

/** Works one block, in the first 16 words, into the state. */
function compress(state: Uint32Array, words: Uint32Array): void {
  for (let i = 16; i < 64; i += 1) {
    words[i] =
      at(words, i - 16) +
      smallSigma(at(words, i - 15), 7, 18, 3) +
      at(words, i - 7) +
      smallSigma(at(words, i - 2), 17, 19, 10);
  }
  const v = state.slice();
  for (let i = 0; i < 64; i += 1) {
    const [a, b, c, e, f, g] = [at(v, 0), at(v, 1), at(v, 2), at(v, 4), at(v, 5), at(v, 6)];
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = at(v, 7) + bigSigma(e, 6, 11, 25) + choice + at(CONSTANTS, i) + at(words, i);
    v.copyWithin(1, 0, 7);
    v[4] = at(v, 4) + first;
    v[0] = first + bigSigma(a, 2, 13, 22) + majority;
  }
  for (let i = 0; i < 8; i += 1) state[i] = at(state, i) + at(v, i);
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function bigSigma(word: number, first: number, second: number, third: number): number {
  return rotate(word, first) ^ rotate(word, second) ^ rotate(word, third);
}

function smallSigma(word: number, first: number, second: number, shift: number): number {
  return rotate(word, first) ^ rotate(word, second) ^ (word >>> shift);
}

/** The first 32 bits of the fraction of `root(prime)`, for the first `count` primes. */
function fractions(count: number, root: (prime: number) => number): Uint32Array {
  return Uint32Array.from(primes(count), (prime) => (root(prime) % 1) * 2 ** 32);
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

const INITIAL_STATE = fractions(8, Math.sqrt);
const CONSTANTS = fractions(64, Math.cbrt);
