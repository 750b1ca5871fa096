import { readFileSync } from 'node:fs';
import { run } from '@k8s-backup-target/tools/run';
import { describe, expect, it } from 'vitest';
import { LISTS } from './lists.js';
import { pins } from './pins.js';

describe.each(LISTS)('$path', ({ path }) => {
  const locked = pins(readFileSync(`${path}.txt`, 'utf8'));

  it('has a hash for each package', () => {
    expect(locked.length).toBeGreaterThanOrEqual(pins(readFileSync(`${path}.in`, 'utf8')).length);
    expect(locked.filter((line) => !/==\S+ .*--hash=sha256:[0-9a-f]{64}/.test(line))).toEqual([]);
  });

  it('holds every pin that is chosen', () => {
    const versions = locked.map((line) => line.split(/[ ;]/)[0]);
    const chosen = pins(readFileSync(`${path}.in`, 'utf8')).map((line) => line.split(/[ ;]/)[0]);
    expect(chosen.filter((pin) => !versions.includes(pin))).toEqual([]);
  });
});

it('knows every list of the repository', async () => {
  const files = (await run('.', ['git', 'ls-files', '*.in'])).trim().split('\n');
  expect(files.sort()).toEqual(LISTS.map(({ path }) => `${path}.in`).sort());
});
