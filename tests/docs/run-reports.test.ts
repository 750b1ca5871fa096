import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORTS } from '@k8s-backup-target/tools/report';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FILES = readdirSync(join(ROOT, REPORTS)).filter(
  (file) => file.endsWith('.json') && 'count' in read(file),
);
function read(file: string) {
  return JSON.parse(readFileSync(join(ROOT, REPORTS, file), 'utf8'));
}

const LINES = readdirSync(join(ROOT, 'docs'))
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) => readFileSync(join(ROOT, 'docs', file), 'utf8').split('\n'));

describe.each(FILES)('the report %s', (file) => {
  const report = read(file);

  it('says what was run, when, and that nothing went wrong', () => {
    expect(report).toMatchObject({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      command: expect.stringMatching(/\S/),
      seed: expect.any(Number),
      count: expect.any(Number),
      failures: 0,
      seconds: expect.any(Number),
    });
    expect(report.count).toBeGreaterThan(0);
  });

  it('is linked where its figures are quoted, count, seed and command', () => {
    const quoting = LINES.filter((line) => line.includes(`(reports/${file})`));
    expect(quoting).not.toEqual([]);
    for (const line of quoting) {
      expect(line).toContain(report.count.toLocaleString('en'));
      expect(line).toMatch(new RegExp(`seed ${report.seed}\\b`));
      expect(line).toContain(report.command);
    }
  });
});
