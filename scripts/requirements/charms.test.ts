import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import { describe, expect, it } from 'vitest';
import { CHARMS, requirementsOf } from './charms.js';
import { pins } from './pins.js';

/** Names and versions, without markers and hashes. */
function versions(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.split(/[ ;]/)[0] ?? '').sort();
}

/** The list of a `pyproject.toml` that chooses the version of everything. */
function chosenIn(project: string): readonly string[] {
  const list = /^constraint-dependencies = \[\n([^\]]*)^\]$/m.exec(project)?.[1] ?? '';
  return versions([...list.matchAll(/^ {4}"(.+)",$/gm)].map(([, pin = '']) => pin));
}

describe.each(CHARMS)('%s', (charm) => {
  const locked = pins(readFileSync(requirementsOf(charm), 'utf8'));
  const project = readFileSync(join(charm, 'pyproject.toml'), 'utf8');

  it('has a hash for each package', () => {
    expect(locked.length).toBeGreaterThan(8);
    expect(locked.filter((line) => !/==\S+ .*--hash=sha256:[0-9a-f]{64}/.test(line))).toEqual([]);
  });

  it('is packed with the versions that it chooses, all of them and no others', () => {
    expect(versions(locked)).toEqual(chosenIn(project));
  });

  it('chooses what the tests run with', () => {
    const tested = versions(pins(readFileSync('tools/python/project.in', 'utf8')));
    expect(chosenIn(project).filter((pin) => !tested.includes(pin))).toEqual([]);
  });

  it('is locked by its own Makefile, as it is checked', () => {
    const makefile = readFileSync(join(charm, 'Makefile'), 'utf8');
    expect(makefile).toContain(`CHARM := ${charm}\n`);
    expect(makefile).toMatch(/^lock:\n\tcd .* npm run .*requirements -- --check \$\(CHARM\)$/m);
  });
});

it('knows every charm that uv installs', async () => {
  const files = (await run('.', ['git', 'ls-files', 'examples/*/pyproject.toml']))
    .trim()
    .split('\n');
  expect(files.sort()).toEqual(CHARMS.map((charm) => `${charm}/pyproject.toml`).sort());
});
