/**
 * Each folder of a package's sources has one file whose first line says what the room is for and what it may
 * import: `// Room: Reads the documents of resource policies. May import glob, yaml.`
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, sourcesBelow } from './import-graph.js';

const SENTENCE =
  /^\/\/ Room: [A-Z].+\. May import (any room that does not need it|no other room|[a-z/, -]+)\.$/;
const ANY = 'any room that does not need it';

interface Room {
  /** The folder, from the repository's root. */
  readonly folder: string;
  /** The package's folder of sources, which rooms are named from. */
  readonly sources: string;
  readonly files: readonly string[];
}

/** Folders of sources; tests, their data and generated files are not rooms. */
function roomsOf(packageFolder: string): readonly Room[] {
  const sources = `${packageFolder}/src`;
  const files = sourcesBelow(sources).filter(
    (file) => !/\.test\.ts$|\/(?:test-data|testing|generated)\//.test(file),
  );
  const folders = new Set(
    files.map((file) => dirname(file)).filter((folder) => folder !== sources),
  );
  return [...folders].map((folder) => ({
    folder,
    sources,
    files: files.filter((file) => dirname(file) === folder),
  }));
}

const ROOMS = readdirSync('packages')
  .map((name) => `packages/${name}`)
  .filter((folder) => existsSync(`${folder}/src`))
  .flatMap(roomsOf);

function firstLine(file: string): string {
  return readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
}

/** The sentences on a room; one is right. */
function sentencesOn({ files }: Room): readonly string[] {
  return files.map(firstLine).filter((line) => line.startsWith('// Room: '));
}

/** The rooms that a room imports. A file at the root of the sources, and a generated one, is not in a room. */
function roomsImportedBy({ folder, sources, files }: Room): readonly string[] {
  const others = files
    .flatMap(importsOf)
    .filter((path) => path.startsWith(`${sources}/`) && !path.includes('/generated/'))
    .map((path) => relative(sources, dirname(path)));
  const own = relative(sources, folder);
  return [...new Set(others)].filter((room) => room !== '' && room !== own).sort();
}

describe.each(ROOMS)('the room $folder', (room) => {
  it('says in one sentence what it is for and what it may import', () => {
    expect(sentencesOn(room)).toEqual([expect.stringMatching(SENTENCE)]);
  });

  it('imports what it may, and nothing else', () => {
    const may = SENTENCE.exec(sentencesOn(room)[0] ?? '')?.[1] ?? '';
    // tests/house/imports.test.ts holds that no room needs itself over others.
    const allowed = may === ANY ? roomsImportedBy(room) : may.split(', ');
    expect(allowed).toEqual(expect.arrayContaining([...roomsImportedBy(room)]));
  });
});
