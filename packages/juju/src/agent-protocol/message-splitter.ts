import { GobError } from './gob-error.js';

/** A message that is longer than what is accepted; it was not read. */
export class MessageTooLongError extends GobError {
  readonly length: number;

  constructor(length: number, limit: number) {
    super(`is ${length} bytes long, more than ${limit}`);
    this.length = length;
  }
}

/** Cuts a stream of chunks into gob messages. Holds one unfinished message at most, and joins it once. */
export class MessageSplitter {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #size = 0;
  /** Below this many bytes there is nothing to look at. */
  #needed = 1;

  /** @param limit the length in bytes beyond which a message is refused */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * The messages that are complete now, without their lengths.
   *
   * @throws MessageTooLongError before such a message is held; GobError for an invalid length
   */
  push(chunk: Uint8Array): readonly Uint8Array[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size < this.#needed) return [];
    const bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#size);
    const messages: Uint8Array[] = [];
    let rest = bytes;
    for (let next = this.#cut(rest); next !== null; next = this.#cut(rest)) {
      messages.push(next);
      rest = bytes.subarray(next.byteOffset - bytes.byteOffset + next.length);
    }
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
    return messages;
  }

  /** The first message, or null if it is not complete; then says how many bytes it takes. */
  #cut(bytes: Uint8Array): Uint8Array | null {
    const first = bytes[0] ?? 0;
    const digits = first < 128 ? 0 : 256 - first;
    if (digits > 8) throw new GobError('has a length of more than 8 bytes');
    const start = 1 + digits;
    this.#needed = start;
    if (bytes.length < start) return null;
    const length = digits === 0 ? first : bigEndian(bytes.subarray(1, start));
    if (length > this.#limit) throw new MessageTooLongError(length, this.#limit);
    this.#needed = start + length;
    return bytes.length < this.#needed ? null : bytes.subarray(start, this.#needed);
  }
}

function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
