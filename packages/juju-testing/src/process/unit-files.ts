/** A unit's own charm folder: the files of the charm, and what the charm writes there. */
import {
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packedFiles } from '../charm/packed-files.js';

/** By its path below the folder, what tells whether a file is another one than before. */
type Files = Readonly<Record<string, string>>;

/** Folders of a source tree that are large, and not the charm's to write to: they are linked. */
const LINKED: ReadonlySet<string> = new Set(['node_modules', 'venv']);

/**
 * Brings a unit's folder up to the charm in `source`: new and changed files are copied, and those of the charm
 * before it removed. What the charm itself has written stays, as over a refresh in Juju.
 *
 * @param unitsDir - left out where it is within `source`
 */
export function updateUnitFiles(source: string, unitDir: string, unitsDir: string): void {
  const list = join(dirname(unitDir), 'charm-files.json');
  const before = readList(list);
  const now = filesOf(source, unitsDir);
  if (JSON.stringify(before) === JSON.stringify(now)) return;
  for (const path of Object.keys(before)) {
    if (before[path] !== now[path]) rmSync(join(unitDir, path), { force: true });
  }
  mkdirSync(unitDir, { recursive: true });
  for (const [path, stamp] of Object.entries(now)) {
    if (before[path] !== stamp) place(join(source, path), join(unitDir, path), stamp);
  }
  writeFileSync(list, JSON.stringify(now));
}

function readList(list: string): Files {
  try {
    return JSON.parse(readFileSync(list, 'utf8'));
  } catch {
    // The unit's first hook, or one that was killed while it copied: everything is copied again.
    return {};
  }
}

function filesOf(source: string, unitsDir: string): Files {
  const files: Record<string, string> = {};
  const look = (folder: string) => {
    for (const entry of readdirSync(join(source, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const place = join(source, path);
      const isTop = folder === '';
      // The state of ops, as it lies where the author once ran the charm by hand.
      if (isTop && entry.name.startsWith('.unit-state.db')) continue;
      if (resolve(place) === resolve(unitsDir)) continue;
      if (entry.isSymbolicLink()) {
        files[path] = linkTo(resolve(dirname(place), readlinkSync(place)));
      } else if (entry.isDirectory()) {
        if (isTop && isLinked(entry.name)) files[path] = linkTo(place);
        else look(path);
      } else if (entry.isFile()) files[path] = stampOf(place);
    }
  };
  look('');
  const packed = Object.entries(packedFiles(source)).map(([name, text]) => [
    name,
    `${TEXT}${text}`,
  ]);
  return { ...files, ...Object.fromEntries(packed) };
}

function isLinked(name: string): boolean {
  return name.startsWith('.') || LINKED.has(name);
}

/** How what is not a copy begins: a link, or a text that is written. */
const LINK = 'link ';
const TEXT = 'text ';

function linkTo(target: string): string {
  return `${LINK}${target}`;
}

function stampOf(file: string): string {
  const { ino, mode, size, mtimeMs } = statSync(file);
  return `${ino} ${mode} ${size} ${mtimeMs}`;
}

function place(from: string, to: string, stamp: string): void {
  mkdirSync(dirname(to), { recursive: true });
  if (stamp.startsWith(LINK)) {
    rmSync(to, { force: true });
    symlinkSync(stamp.slice(LINK.length), to);
  } else if (stamp.startsWith(TEXT)) writeFileSync(to, stamp.slice(TEXT.length));
  else copyFileSync(from, to, constants.COPYFILE_FICLONE);
}
