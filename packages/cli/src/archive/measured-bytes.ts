import { Transform, type TransformCallback } from 'node:stream';
import { ArchiveError, type Bounds } from './bounds.js';

const GIB = 2 ** 30;
/** A tar ends with two blocks of zeros. */
const END_MARK = 1024;

/** Passes decompressed bytes on, counts them, and stops where they are more than an archive may have. */
export class MeasuredBytes extends Transform {
  readonly #bounds: Bounds;
  readonly #compressed: () => number;
  #bytes = 0;
  #tail: Buffer = Buffer.alloc(0);

  /** @param compressed the compressed bytes that were read so far. */
  constructor(bounds: Bounds, compressed: () => number) {
    super();
    this.#bounds = bounds;
    this.#compressed = compressed;
  }

  /** So many have passed. */
  get bytes(): number {
    return this.#bytes;
  }

  /** True if the last bytes are those with which a whole tar ends. */
  get endsAsTar(): boolean {
    return this.#tail.length === END_MARK && this.#tail.every((byte) => byte === 0);
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    const whole = chunk.length >= END_MARK ? chunk : Buffer.concat([this.#tail, chunk]);
    this.#tail = Buffer.from(whole.subarray(-END_MARK));
    const { contentBytes, ratio, freeBytes } = this.#bounds;
    if (this.#bytes > contentBytes) {
      done(new ArchiveError('refused', `it holds more than ${contentBytes / GIB} GiB`));
    } else if (this.#bytes > freeBytes && this.#bytes > ratio * this.#compressed()) {
      const reason = `it unpacks to more than ${ratio} times its size, which no Backup does`;
      done(new ArchiveError('refused', reason));
    } else done(null, chunk);
  }
}
