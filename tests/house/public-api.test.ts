/** Holds what users can import to `public-api.txt`, a text that people edit: no test run rewrites it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npmPackages, readManifest } from '../../scripts/release/packages.js';
import { SOURCE_CONDITION } from '../../scripts/release/published-manifest.js';
import { publicNames } from './public-api.js';

/** `@k8s-backup-target/lint/explain` → the source that it leads to. What only siblings need is not promised. */
const ENTRIES = npmPackages('.').flatMap((folder) => {
  const { name, exports = {} } = readManifest(join('packages', folder));
  return Object.entries(exports).flatMap(([subpath, target]) => {
    const source = typeof target === 'string' ? undefined : target[SOURCE_CONDITION];
    if (source === undefined || subpath === './internal') return [];
    return [{ entry: name + subpath.slice(1), source: join('packages', folder, source) }];
  });
});

/** The sections of the list: a line in brackets names the entry point, a line below it a name and its kind. */
const SECTIONS = readFileSync('tests/house/public-api.txt', 'utf8')
  .split(/^\[/m)
  .slice(1)
  .map((section) => {
    const [heading = '', ...names] = section.trim().split('\n');
    return { entry: heading.slice(0, -1), names };
  });

describe('the list of public names', () => {
  it('names every entry point once, and no other', () => {
    expect(SECTIONS.map(({ entry }) => entry).sort()).toEqual(
      ENTRIES.map(({ entry }) => entry).sort(),
    );
  });

  it.each(ENTRIES)('is what $entry exports', ({ entry, source }) => {
    const names = publicNames(source).map(({ name, kind }) => `${name} ${kind}`);
    expect(names).toEqual(SECTIONS.find((section) => section.entry === entry)?.names);
  });
});

it.each(ENTRIES)('each public name of $entry is documented', ({ source }) => {
  const bare = publicNames(source).filter(({ documented }) => !documented);
  expect(bare.map(({ name }) => name)).toEqual([]);
});
