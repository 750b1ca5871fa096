import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  foldersWithManifest,
  type Manifest,
  npmPackages,
  readManifest,
} from '../../scripts/release/packages.js';
import { SOURCE_CONDITION } from '../../scripts/release/published-manifest.js';

const ENGINES = JSON.parse(readFileSync('package.json', 'utf8')).engines;

/** Fields that packing writes, so they are in one place. */
const WRITTEN_AT_PACKING = ['keywords', 'homepage', 'bugs', 'repository', 'author'];

/** The workspaces that turbo knows, by their folders. */
const WORKSPACES = [
  ...['packages', 'examples', 'tests'].flatMap((parent) => foldersWithManifest('.', parent)),
  'scripts',
  'tools',
];

function sourcesOf({ exports = {} }: Manifest): (string | undefined)[] {
  return Object.values(exports).flatMap((target) =>
    typeof target === 'string'
      ? []
      : [Object.entries(target)[0]].map((first) =>
          first?.[0] === SOURCE_CONDITION ? first[1] : undefined,
        ),
  );
}

function testsIn(folder: string): string[] {
  const files = execFileSync('git', ['ls-files', folder], { encoding: 'utf8' }).split('\n');
  return files.filter((file) => file.endsWith('.test.ts'));
}

describe.each(npmPackages('.'))('the manifest of packages/%s', (name) => {
  const folder = join('packages', name);
  const manifest = readManifest(folder);

  it('names the Node.js releases that the repository names', () => {
    expect(manifest).toMatchObject({ engines: ENGINES });
  });

  it('leads to the source first, which is there', () => {
    const sources = sourcesOf(manifest);
    expect(sources).not.toContain(undefined);
    expect(sources.filter((path) => !existsSync(join(folder, path ?? '')))).toEqual([]);
  });

  it('leaves to packing what the release is told', () => {
    expect(Object.keys(manifest)).not.toEqual(
      expect.arrayContaining([expect.toBeOneOf(WRITTEN_AT_PACKING)]),
    );
  });

  it('has a build that leaves nothing of an earlier one', () => {
    expect(manifest.scripts?.['build']).toMatch(/^rm -rf dist |^tsx build\.ts$/);
  });
});

describe.each(WORKSPACES)('turbo knows of %s', (folder) => {
  it('how to lint it and how to check its types', () => {
    const { scripts = {} } = readManifest(folder);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['lint', 'typecheck']));
  });

  it('whether there are tests, and how to run them', () => {
    const { scripts = {} } = readManifest(folder);
    const hasTests = existsSync(join(folder, 'pyproject.toml')) || testsIn(folder).length > 0;
    expect(Object.hasOwn(scripts, 'test')).toBe(hasTests);
  });
});
