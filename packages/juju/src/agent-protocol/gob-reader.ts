import { GobError } from './gob-error.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads gob's basic values one after another, and never beyond the end. */
export class GobReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  /** May be larger than what a number holds exactly: where that matters, use {@link safeUint}. */
  uint(): number {
    const first = this.#byte();
    if (first < 128) return first;
    const count = 256 - first;
    if (count > 8) throw new GobError('has a number of more than 8 bytes');
    let value = 0;
    for (let index = 0; index < count; index++) value = value * 256 + this.#byte();
    return value;
  }

  safeUint(): number {
    const value = this.uint();
    if (!Number.isSafeInteger(value)) throw new GobError(`has a number out of range (${value})`);
    return value;
  }

  int(): number {
    const value = this.safeUint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  bytes(): Uint8Array {
    const length = this.uint();
    const start = this.#position;
    if (length > this.#bytes.length - start) throw new GobError('is cut off');
    this.#position += length;
    return this.#bytes.subarray(start, this.#position);
  }

  string(): string {
    return decoder.decode(this.bytes());
  }

  #byte(): number {
    const byte = this.#bytes[this.#position];
    if (byte === undefined) throw new GobError('is cut off');
    this.#position += 1;
    return byte;
  }
}
