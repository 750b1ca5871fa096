/** The figures of docs/proof.md about random lives are those of the reports that the runs wrote. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readReports, sentenceOf } from '../../scripts/long-run/report.js';
import { LONG_RUNS } from '../../scripts/long-run/runs.js';

const PROOF = readFileSync(join(import.meta.dirname, '../../docs/proof.md'), 'utf8');
const REPORTS = readReports();

it.each(REPORTS)('$name lost nothing, and is told as its report has it', (report) => {
  expect(LONG_RUNS.map(({ name }) => name)).toContain(report.name);
  expect(report.lost).toEqual([]);
  expect(report.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(PROOF).toContain(sentenceOf(report));
});

it('no other figure of lives is told', () => {
  const told = PROOF.match(/[\d,]+ lives, [^(]*\([^)]*\)/g) ?? [];
  expect(told.sort()).toEqual(REPORTS.map(sentenceOf).sort());
});

it.each(LONG_RUNS)('$name has its command there', ({ name }) => {
  expect(PROOF).toContain(`\`npm run long-run -- ${name}\``);
});
