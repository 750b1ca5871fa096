import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderDependencies } from '../../scripts/dependencies/render.js';
import { readPicture } from './picture.js';
import { readRooms } from './rooms.js';

/** Folders without code, which have no place among arrows that show imports. */
const WITHOUT_CODE = ['docs', '.changeset', '.github', '.ci'];

const picture = readPicture();
const rooms = readRooms().filter(({ folder }) => !WITHOUT_CODE.includes(folder));

describe("CONTRIBUTING.md's picture", () => {
  it('shows every folder of the table that holds code', () => {
    expect([...picture.keys()].sort()).toEqual(rooms.map(({ folder }) => folder).sort());
  });

  it.each(rooms)('lets $folder import what the table lets it import', ({ folder, imports }) => {
    const others = rooms.map((room) => room.folder).filter((other) => other !== folder);
    const shown = [...(picture.get(folder) ?? [])];
    // What may import everything need not import the contract.
    const counts = (other: string) => imports !== null || other !== 'schema';
    expect(shown.filter(counts).sort()).toEqual([...(imports ?? others)].filter(counts).sort());
  });
});

describe("CONTRIBUTING.md's picture and table", () => {
  const page = readFileSync('CONTRIBUTING.md', 'utf8');

  it('say what the manifests declare: if not, run `npm run dependencies`', () => {
    expect(renderDependencies(page, '.')).toBe(page);
  });

  it('follow the manifests, whatever they said before', () => {
    const wrong = page
      .replace(/(\| `packages\/velero` .*\| )`packages\/lint`, /, '$1')
      .replace(/^ *velero --> lint\n/m, '  schema --> velero\n');
    expect(wrong).not.toBe(page);
    expect(renderDependencies(wrong, '.')).toBe(page);
  });
});

describe("CONTRIBUTING.md's list of suites", () => {
  it('names every suite, and no other', () => {
    const text = readFileSync('CONTRIBUTING.md', 'utf8');
    const named = [...text.matchAll(/^\| `tests\/([\w-]+)` \| [^|]+ \|$/gm)].map(
      ([, name]) => name,
    );
    // Tools leave their caches in folders with a dot.
    const folders = readdirSync('tests', { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
    );
    expect(named.sort()).toEqual(folders.map(({ name }) => name).sort());
  });
});
