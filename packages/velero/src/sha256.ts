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

/** The first 32 bits of the fractions of the square roots of the first 8 primes. */
// biome-ignore format: eight words a line
const INITIAL_STATE = Uint32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);

/** The first 32 bits of the fractions of the cube roots of the first 64 primes. */
// biome-ignore format: eight words a line
const CONSTANTS = Uint32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
