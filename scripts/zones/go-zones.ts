/** The time zone database that Go brings along, which is the one that Velero's schedules are judged by. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A release of the IANA database, with the names of its zones in order. */
export interface ZoneDatabase {
  /** For example `2025c`. */
  readonly release: string;
  readonly names: readonly string[];
}

/** It means a clock that was never set, and no runtime of JavaScript knows it. */
const NO_ZONE = 'Factory';

/** Reads the database of the Go on PATH. */
export function readGoZones(): ZoneDatabase {
  const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const folder = join(root, 'lib/time');
  const [, release = ''] =
    /^DATA=(\w+)$/m.exec(readFileSync(join(folder, 'update.bash'), 'utf8')) ?? [];
  const names = filesIn(readFileSync(join(folder, 'zoneinfo.zip'))).filter(
    (name) => name !== NO_ZONE,
  );
  return { release, names: names.sort() };
}

const ENTRY = 0x02_01_4b_50;
const END = 0x06_05_4b_50;

/** The files that a ZIP archive without a comment lists in its central directory. */
function filesIn(archive: Buffer): string[] {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== END) throw new Error('zoneinfo.zip ends in another way');
  const names: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  while (archive.readUInt32LE(at) === ENTRY) {
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    names.push(archive.toString('utf8', at + 46, at + 46 + (name ?? 0)));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names.filter((name) => !name.endsWith('/'));
}
