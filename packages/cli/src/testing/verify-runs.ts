/** Backups that have run, one for each rule of `kbt verify`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RecordedRun } from './recorded-runs.js';
import { COPIED, GOOD, OBJECTS, PLACE, WEB } from './sample-backup.js';
import { completed, type StoredBackup, store, tarOf } from './stored-backup.js';

const CASES: Readonly<Record<string, Partial<StoredBackup>>> = {
  failed: {
    status: { phase: 'PartiallyFailed' },
    list: { 'v1/Pod': ['app/gone'] },
    results: {
      errors: { velero: ['odd', 'failed to wait BackupRepository, timeout exceeded'] },
      warnings: { velero: ['odd'] },
    },
    volumes: [],
  },
  running: {
    status: { phase: 'InProgress' },
    volumes: [{ ...COPIED, pvbInfo: { ...COPIED.pvbInfo, Phase: 'InProgress' } }],
  },
  copied: { volumes: [{ ...COPIED, pvbInfo: { ...COPIED.pvbInfo, Phase: 'Failed' } }] },
  skipped: {
    volumes: [
      {
        ...PLACE,
        skipped: true,
        skippedReason: "matched action is 'skip' in chosen resource policies",
      },
    ],
  },
  unknown: { status: undefined },
  empty: { entries: [['metadata/version', '1.1.0']], list: {}, volumes: [] },
  foreign: {
    entries: [...GOOD.entries, ['../x', ''], ['resources/pods/namespaces/app/y.json', '{']],
  },
};

/** Writes them into a folder, and says how to ask about each. */
export async function verifyRuns(folder: string): Promise<readonly RecordedRun[]> {
  for (const [name, change] of Object.entries(CASES)) {
    await store(folderOf(folder, name), name, { ...GOOD, ...change });
  }
  await store(folderOf(folder, 'old'), 'old', completed(OBJECTS.filter((one) => one !== WEB)));
  const cut = folderOf(folder, 'cut');
  writeFileSync(join(cut, 'cut.tar.gz'), gzipSync(await tarOf(GOOD.entries)).subarray(0, -20));
  writeFileSync(join(cut, 'cut-results.gz'), gzipSync('{}').subarray(0, -4));
  await writeBomb(join(folderOf(folder, 'bomb'), 'bomb.tar.gz'));
  writeFileSync(join(folder, 'spec.json'), JSON.stringify({ include_namespaces: ['shop'] }));
  const inventory = join(import.meta.dirname, '../../examples/inventory.json');
  const names = [...Object.keys(CASES), 'cut', 'bomb'];
  return [
    ...names.map((name) => ({ words: ['verify', name], cwd: folder })),
    { words: ['verify', 'old', 'spec.json', inventory], cwd: folder },
  ];
}

function folderOf(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

/** Members of gzip may follow each other: 1.25 GiB of zeros in as many kilobytes, in an entry of that size. */
export async function writeBomb(path: string): Promise<void> {
  const zeros = gzipSync(Buffer.alloc(64 * 2 ** 20));
  const size = 20 * 64 * 2 ** 20;
  const tar = await tarOf([['zeros']]);
  const header = tar.subarray(0, 512);
  header.write(size.toString(8).padStart(11, '0'), 124, 'latin1');
  setChecksum(header);
  writeFileSync(
    path,
    Buffer.concat([gzipSync(header), ...Array.from({ length: 20 }, () => zeros)]),
  );
}

/** The sum of a header's bytes, with blanks in its own place. */
export function setChecksum(header: Buffer): void {
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}
