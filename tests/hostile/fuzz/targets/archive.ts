/** A Backup's tarball: any bytes within the gzip. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BOUNDS } from '../../../../packages/cli/src/archive/bounds.js';
import { readTarball } from '../../../../packages/cli/src/archive/read-tarball.js';
import { promise } from './finding.js';
import { FOLDER } from './folder.js';

const FILE = join(FOLDER, 'backup.tar.gz');

/** Reads the bytes as a tar, or as the compressed file where the first byte is odd. */
export async function fuzzArchive(bytes: Buffer): Promise<void> {
  const isCompressed = (bytes[0] ?? 0) % 2 === 1;
  const rest = bytes.subarray(1);
  writeFileSync(FILE, isCompressed ? rest : gzipSync(rest, { level: 1 }));
  const keys = new Set<string>();
  const { objects, entries, fault } = await readTarball(FILE, ({ key, object, name }) => {
    promise(!keys.has(key), 'an object is told twice');
    keys.add(key);
    promise(Object(object['metadata'])['name'] === name, 'an object is told as another');
  });
  promise(keys.size === objects && objects <= entries, 'the objects are counted wrongly');
  promise(entries <= BOUNDS.entries, 'more entries than are allowed');
  if (fault !== undefined)
    promise(
      !/undefined|\bat \S+:\d+/.test(fault.message),
      `no reason for people: ${fault.message}`,
    );
}
