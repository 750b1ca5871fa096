import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completeLockfile, withHashes, withoutHash } from './complete.js';
import { platformOf } from './platform.js';

describe('platformOf', () => {
  it.each([
    ['@biomejs/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@biomejs/cli-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@oxc-parser/binding-linux-riscv64-gnu', { os: ['linux'], cpu: ['riscv64'], libc: ['glibc'] }],
    ['@oxc-parser/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'] }],
    ['@oxc-parser/binding-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
    ['@turbo/windows-64', { os: ['win32'], cpu: ['x64'] }],
    ['fsevents', undefined],
  ])('reads %s', (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });
});

describe('completeLockfile', () => {
  const tool = {
    version: '1.0.0',
    dev: true,
    optionalDependencies: { 'tool-linux-x64': '1.0.0', 'tool-darwin-arm64': '1.0.0' },
  };

  it('adds what is missing, in order, and keeps what is there', () => {
    const here = { version: '1.0.0', optional: true };
    const lockfile = {
      packages: { '': {}, 'node_modules/tool': tool, 'node_modules/tool-linux-x64': here },
    };
    const { packages } = completeLockfile(lockfile);
    expect(Object.keys(packages)).toEqual([
      '',
      'node_modules/tool',
      'node_modules/tool-darwin-arm64',
      'node_modules/tool-linux-x64',
    ]);
    expect(packages['node_modules/tool-darwin-arm64']).toEqual({
      version: '1.0.0',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    });
    expect(packages['node_modules/tool-linux-x64']).toBe(here);
  });

  it('finds a package that is locked next to its parent', () => {
    const nested = { version: '1.0.0', optional: true };
    const lockfile = {
      packages: {
        'node_modules/a/node_modules/tool': {
          ...tool,
          optionalDependencies: { 'tool-linux-x64': '1.0.0' },
        },
        'node_modules/a/node_modules/tool-linux-x64': nested,
      },
    };
    expect(completeLockfile(lockfile)).toEqual(lockfile);
  });

  it('refuses to guess at a package that is for no one platform', () => {
    const lockfile = {
      packages: {
        'node_modules/a': { version: '1.0.0', optionalDependencies: { fast: '^1.0.0' } },
      },
    };
    expect(() => completeLockfile(lockfile)).toThrow('fast@^1.0.0 is missing');
  });

  it('has nothing to add to this repository', () => {
    const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    expect(completeLockfile(lockfile)).toEqual(lockfile);
  });
});

describe('withHashes', () => {
  const HASH = `sha512-${'a'.repeat(86)}==`;
  const locked = {
    packages: {
      '': { version: '1.0.0' },
      'packages/ours': { version: '1.0.0' },
      'node_modules/ours': { link: true },
      'node_modules/a': { version: '1.0.0', dev: true },
      'node_modules/b': { version: '1.0.0', integrity: HASH.replaceAll('a', 'b') },
      'node_modules/b/node_modules/@scope/a': { version: '2.0.0' },
    },
  };

  it('asks for each downloaded package that lacks one, and for nothing else', () => {
    const asked: string[] = [];
    const { packages } = withHashes(locked, (spec) => {
      asked.push(spec);
      return HASH;
    });
    expect(asked).toEqual(['a@1.0.0', '@scope/a@2.0.0']);
    expect(packages).toEqual({
      ...locked.packages,
      'node_modules/a': { version: '1.0.0', integrity: HASH, dev: true },
      'node_modules/b/node_modules/@scope/a': { version: '2.0.0', integrity: HASH },
    });
    expect(withoutHash({ packages })).toEqual([]);
  });

  it.each(['', 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=', `${HASH} ${HASH}`])(
    'refuses %j as a hash',
    (answer) => {
      expect(() => withHashes(locked, () => answer)).toThrow('no SHA-512 hash of a@1.0.0');
    },
  );
});

const LOCK_FILES = ['.', 'packages/charm-node/node', 'tools/fuzzing', 'tools/mutation'].map(
  (folder) => join(folder, 'package-lock.json'),
);

it('every lock file of the repository is looked at', () => {
  const tracked = execFileSync('git', ['ls-files', '*package-lock.json'], { encoding: 'utf8' });
  expect(tracked.trim().split('\n').sort()).toEqual([...LOCK_FILES].sort());
});

describe.each(LOCK_FILES)('%s', (file) => {
  const text = readFileSync(file, 'utf8');

  it('has a hash for every package', () => {
    expect(withoutHash(JSON.parse(text))).toEqual([]);
  });

  it('names no registry', () => {
    expect(text).not.toMatch(/"resolved": "[a-z]+:/);
  });
});
