import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ArchiveError, archiveError, BOUNDS, type Bounds } from './bounds.js';
import { MeasuredBytes } from './measured-bytes.js';

/**
 * Reads a record of Velero, JSON with or without gzip.
 *
 * @throws ArchiveError where it is damaged, or larger than allowed.
 */
export async function readRecord(path: string, bounds: Bounds = BOUNDS): Promise<unknown> {
  const most = { ...bounds, contentBytes: bounds.recordBytes };
  const file = createReadStream(path);
  const measured = new MeasuredBytes(most, () => file.bytesRead);
  const chunks: Buffer[] = [];
  try {
    await pipeline(
      file,
      isCompressed(path) ? createGunzip() : new PassThrough(),
      measured,
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) chunks.push(chunk);
      },
    );
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new ArchiveError('unreadable', 'it is not JSON');
    throw archiveError(error);
  }
}

/** By its first two bytes: a download may have been unpacked, and kept its name. */
function isCompressed(path: string): boolean {
  const bytes = Buffer.alloc(2);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, 2, 0);
  } finally {
    closeSync(file);
  }
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
