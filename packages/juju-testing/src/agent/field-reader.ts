import type { Socket } from 'node:net';
import { decodeField } from './client-script.js';

/** Reads the fields that a client sends. */
export class FieldReader {
  #buffered: Buffer = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Buffer>;

  constructor(socket: Socket) {
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  /** @throws Error if the connection ends before the field does */
  async next(): Promise<Buffer> {
    for (let from = 0; ; ) {
      const end = this.#buffered.indexOf(0, from);
      if (end >= 0) return this.#take(end);
      from = this.#buffered.length;
      const { value, done } = await this.#chunks.next();
      if (done === true) throw new Error('the connection ended in the middle of a command');
      this.#buffered = Buffer.concat([this.#buffered, value]);
    }
  }

  #take(end: number): Buffer {
    const field = this.#buffered.subarray(0, end);
    this.#buffered = this.#buffered.subarray(end + 1);
    return decodeField(field);
  }
}
