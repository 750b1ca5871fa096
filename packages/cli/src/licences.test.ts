import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../build.js';

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-licences-'));
  await bundle(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('LICENSES.txt', () => {
  it('has the text of the licence of every package that is bundled', () => {
    const packages: { name: string; version: string; license: string }[] = JSON.parse(
      read('bundled-packages.json'),
    );
    expect(packages.length).toBeGreaterThan(40);
    const licences = read('LICENSES.txt');
    const starts = packages.map(({ name, version, license }) =>
      licences.indexOf(`${name} ${version} (${license})\n`),
    );
    expect(starts).not.toContain(-1);
    const ends = [...starts, licences.length].sort((one, other) => one - other);
    for (const start of starts) {
      const text = licences.slice(start, ends[ends.indexOf(start) + 1]);
      expect(text).toMatch(/copyright|public domain/i);
      expect(text.length).toBeGreaterThan(500);
    }
  });
});
