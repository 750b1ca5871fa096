import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { MUTATION_ROOMS } from './mutation.js';
import { PYTHON_ROOMS } from './mutation-python.js';
import { PYTHON_INTEGRATOR_RUN } from './mutation-python-integrator.js';
import { type Mutants, mutationSentence, reportMutants } from './mutation-report.js';
import { compareWithList, readListed } from './survivors.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'tools/mutation/survivors');
const NAMES = existsSync(FOLDER)
  ? readdirSync(FOLDER).map((file) => file.replace('.json', ''))
  : [];

const ONE = { file: 'a.ts', code: 'return true;', becomes: 'false' };

it('gives each survivor the reason of one entry, and tells which entries have outlived theirs', () => {
  const listed = [
    { ...ONE, reason: 'first' },
    { ...ONE, reason: 'second' },
    { ...ONE, becomes: 'null', reason: 'third' },
  ];
  expect(compareWithList([ONE, { ...ONE, file: 'b.ts' }, ONE, ONE], listed)).toEqual({
    survivors: [
      { ...ONE, reason: 'first' },
      { ...ONE, file: 'b.ts', reason: null },
      { ...ONE, reason: 'second' },
      { ...ONE, reason: null },
    ],
    outdated: [{ ...ONE, becomes: 'null', reason: 'third' }],
  });
});

it('a run fails for a survivor that is not listed, and a timeout is no kill', () => {
  const found: Mutants = { mutants: 3, killed: 2, timeouts: [ONE], survivors: [] };
  expect(reportMutants(ROOT, { name: 'none', options: '', seconds: 1 }, found)).toBe(0);
  const missed = { ...found, timeouts: [], survivors: [ONE] };
  expect(reportMutants(ROOT, { name: 'none', options: '', seconds: 1 }, missed)).toBe(1);
});

it('a report of a sample tells of how many it is, and the seed', () => {
  const found = { mutants: 300, killed: 290, score: 96.6, timeouts: [ONE], survivors: [] };
  const report = { date: '', commit: '', command: '', seconds: 1, ...found };
  const rest = 'changes noticed (290; 1 hang, 0 of 0 others are listed with a reason)';
  expect(mutationSentence(report)).toBe(`96.6 % of 300 ${rest}`);
  const sample = { of: 2667, seed: 7 };
  expect(mutationSentence({ ...report, sample })).toBe(
    `96.6 % of 300 (chosen by seed 7) of 2,667 ${rest}`,
  );
});

it('each list is of a run', () => {
  const runs = [...Object.keys({ ...MUTATION_ROOMS, ...PYTHON_ROOMS }), PYTHON_INTEGRATOR_RUN];
  expect(NAMES.filter((name) => !runs.includes(name))).toEqual([]);
});

it.each(NAMES)('%s: each listed survivor is in the code, and has a reason', (name) => {
  for (const { file, code, reason } of readListed(ROOT, name)) {
    expect(reason.length).toBeGreaterThan(20);
    const lines = readFileSync(join(ROOT, file), 'utf8').replace(/\s+/g, ' ');
    expect(lines).toContain(code.replace(/\s+/g, ' '));
  }
});
