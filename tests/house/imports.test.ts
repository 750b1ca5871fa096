import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { circlesAmong, importsOf, roomCirclesAmong, sourcesBelow } from './import-graph.js';
import { existingFolders, type Room, readRooms, roomOf } from './rooms.js';

const ROOMS = readRooms();
const SOURCES = ROOMS.flatMap(({ folder }) => sourcesBelow(folder));
const IMPORTS = SOURCES.flatMap((from) => importsOf(from).map((to) => ({ from, to })));

/** Packages that a charm runs, and that a hook therefore has to load. */
const IN_CHARMS = ['schema', 'lint', 'velero', 'juju', 'provider', 'requirer'];

interface Manifest {
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
}

/** A command without an API carries what it imports in its bundle, so nothing else is installed. */
function isBundled({ bin, exports = {} }: Manifest): boolean {
  return bin !== undefined && !Object.hasOwn(exports, '.');
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.includes('/test-data/');
}

/** Tests may import whatever their package names as a development dependency. */
function mayImport({ folder, imports }: Room, from: string, to: string, room: Room): boolean {
  if (room.folder === folder || imports === null || imports.includes(room.folder)) return true;
  const name = to.split('/').slice(0, 2).join('/');
  return isTest(from) && Object.hasOwn(manifestIn(folder).devDependencies ?? {}, name);
}

describe("CONTRIBUTING.md's table", () => {
  it('names every folder, and no other', () => {
    const known = ROOMS.map(({ folder }) => folder).sort();
    expect(known).toEqual([...existingFolders()].sort());
  });

  it('names rooms wherever it says what may be imported', () => {
    const known = ROOMS.map(({ folder }) => folder);
    expect(known).toEqual(expect.arrayContaining(ROOMS.flatMap(({ imports }) => imports ?? [])));
  });

  it('is kept by every import', () => {
    expect(IMPORTS).not.toEqual([]);
    const breaches = IMPORTS.filter(({ from, to }) => {
      const [room, target] = [roomOf(ROOMS, from), roomOf(ROOMS, to)];
      return room !== undefined && target !== undefined && !mayImport(room, from, to, target);
    });
    expect(breaches).toEqual([]);
  });
});

describe('packages', () => {
  it.each(existingFolders())('%s has no import circle', (folder) => {
    expect(circlesAmong(sourcesBelow(folder))).toEqual([]);
  });

  // A test may import helpers for tests, which import all that is tested.
  it.each(existingFolders())('%s has no circle of folders', (folder) => {
    const sources = sourcesBelow(folder).filter((path) => !isTest(path));
    expect(roomCirclesAmong(sources)).toEqual([]);
  });

  it.each(IN_CHARMS)('%s has neither third parties nor test code in a charm', (name) => {
    const { dependencies = {}, peerDependencies = {} } = manifestIn(`packages/${name}`);
    const needed = Object.keys({ ...dependencies, ...peerDependencies });
    const own = IN_CHARMS.map((other) => `@k8s-backup-target/${other}`);
    expect(own).toEqual(expect.arrayContaining(needed));
    const imported = IMPORTS.filter(({ from }) => from.startsWith(`packages/${name}/src/`))
      .filter(({ from }) => !isTest(from))
      .map(({ to }) => to)
      .filter((to) => !to.startsWith('node:') && !to.startsWith(`packages/${name}/`));
    expect(needed).toEqual(
      expect.arrayContaining([...new Set(imported)].map((to) => to.split('/', 2).join('/'))),
    );
  });

  it('declares what it imports of this repository', () => {
    const undeclared = IMPORTS.filter(({ from }) => from.startsWith('packages/'))
      .filter(({ to }) => to.startsWith('@k8s-backup-target/'))
      .filter(({ from, to }) => {
        const manifest = manifestIn(from.split('/', 2).join('/'));
        const declared =
          isTest(from) || isBundled(manifest)
            ? { ...manifest.dependencies, ...manifest.devDependencies }
            : { ...manifest.dependencies };
        return !Object.hasOwn(declared, to.split('/', 2).join('/'));
      });
    expect(undeclared).toEqual([]);
  });
});
