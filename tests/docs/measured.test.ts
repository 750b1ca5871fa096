/** The figures of mutation runs, fuzzing and hostile databags are those of the reports that the runs wrote. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fuzzSentence } from '../../scripts/long-run/fuzz.js';
import { mutationSentence } from '../../scripts/long-run/mutation-report.js';
import { hostileSentence } from '../hostile/report.js';

const ROOT = join(import.meta.dirname, '../..');
const REPORTS = join(ROOT, 'docs/reports');
const PROOF = readFileSync(join(ROOT, 'docs/proof.md'), 'utf8');

/** The reports whose names begin so, each with its name. */
function reportsOf(kind: string) {
  return readdirSync(REPORTS)
    .filter((file) => file.startsWith(kind))
    .map((file) => ({
      name: file.replace('.json', ''),
      report: JSON.parse(readFileSync(join(REPORTS, file), 'utf8')),
    }));
}

describe.each(reportsOf('mutation-'))('$name', ({ name, report }) => {
  it('is told as its report has it', () => {
    expect(PROOF).toContain(`${mutationSentence(report)} ([report](reports/${name}.json))`);
  });

  it('is of a commit, and leaves no survivor without a reason', () => {
    expect(report.commit).toMatch(/^[0-9a-f]{40}$/);
    const unlisted = report.survivors.filter(({ reason }: { reason: unknown }) => reason === null);
    expect(unlisted).toEqual([]);
  });
});

it.each(reportsOf('fuzz-'))('$name is told as its report has it', ({ name, report }) => {
  expect(report.failures).toBe(0);
  expect(PROOF).toContain(fuzzSentence(report, `reports/${name}.json`));
});

it.each(reportsOf('hostile'))('SECURITY.md tells what hostile databags took', ({ report }) => {
  expect(report.failures).toBe(0);
  expect(readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')).toContain(hostileSentence(report));
});
