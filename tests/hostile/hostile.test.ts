import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAYLOADS } from './payloads.js';
import { type Measured, type Reading, writeHostileReport } from './report.js';

/** SECURITY.md promises 10 s; a machine that does much else needs up to twice the processor's time. */
const SECONDS = 20;

/** `HOSTILE=all npx vitest run tests/hostile` reads every shape in both languages; `npm test` every fifth. */
const SHARE = process.env['HOSTILE'] === 'all' ? 1 : 5;
const OF_FOUR = ['a list of empty names', 'entries that lack everything', 'many labels'];

/** Another share for each language. */
function shareOf(payloads: readonly string[], language: string): readonly string[] {
  const first = language === 'Python' ? 1 : 0;
  return payloads.filter((_, index) => index % SHARE === first % SHARE);
}
const PYTHON = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));

let folder: string;

const started = Date.now();
const measured: Measured[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
  if (SHARE === 1) writeHostileReport(measured, Math.round((Date.now() - started) / 1000));
});

/** Reads hostile databags in a process that may use so many megabytes of memory for its objects. */
function readInTypeScript(payload: string, relations: number, heapMegabytes: number): Reading {
  return run(process.execPath, [
    `--max-old-space-size=${heapMegabytes}`,
    '--conditions=@k8s-backup-target/source',
    '--import',
    'tsx',
    'tests/hostile/read.ts',
    payload,
    String(relations),
  ]);
}

function readInPython(payload: string, relations: number): Reading {
  const file = join(folder, 'databag.json');
  writeFileSync(file, JSON.stringify(PAYLOADS[payload]?.()));
  return run(PYTHON, ['tests/hostile/read.py', file, String(relations)]);
}

function run(command: string, words: readonly string[]): Reading {
  const { status, stdout, stderr } = spawnSync(command, words, {
    encoding: 'utf8',
    timeout: 500_000,
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

const LANGUAGES = {
  TypeScript: (payload: string) => readInTypeScript(payload, 1, 900),
  Python: (payload: string) => readInPython(payload, 1),
};
const LANGUAGES_OF_FOUR = {
  TypeScript: (payload: string) => readInTypeScript(payload, 4, 2300),
  Python: (payload: string) => readInPython(payload, 4),
};

/** Nothing that a remote application writes may crash a requirer or exhaust its memory: SECURITY.md has the limits. */
describe.each(Object.entries(LANGUAGES))(
  '16 MiB, in %s, of',
  { timeout: 600_000 },
  (language, read) => {
    it.each(shareOf(Object.keys(PAYLOADS), language))(
      '%s are read within 1 GiB and 10 s',
      (payload) => {
        const { issues, longest, seconds, megabytes } = read(payload);
        measured.push({ language, databags: 1, payload, seconds, megabytes });
        expect(issues).toBeLessThanOrEqual(1001);
        expect(longest).toBeLessThan(2000);
        expect(megabytes).toBeLessThan(1024);
        expect(seconds).toBeLessThan(SECONDS);
      },
    );
  },
);

describe.each(Object.entries(LANGUAGES_OF_FOUR))(
  'four times 16 MiB, in %s, of',
  { timeout: 600_000 },
  (language, read) => {
    it.each(shareOf(OF_FOUR, language))('%s are read within 2.5 GiB and 40 s', (payload) => {
      const { issues, seconds, megabytes } = read(payload);
      measured.push({ language, databags: 4, payload, seconds, megabytes });
      expect(issues).toBeLessThanOrEqual(10_001);
      expect(megabytes).toBeLessThan(2560);
      expect(seconds).toBeLessThan(4 * SECONDS);
    });
  },
);
