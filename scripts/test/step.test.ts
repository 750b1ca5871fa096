import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readJunitReport, readVitestReport } from './reports.js';
import { type Counts, runStep } from './step.js';

const PASSES = ['true'] as const;
const FAILS = ['false'] as const;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-'));
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function counts(passed: number, failed: number): Counts {
  return { passed, failed, skipped: [] };
}

describe('runStep', () => {
  it('counts a command without a report as one test', () => {
    expect(runStep({ name: 'a', command: PASSES })).toEqual(counts(1, 0));
    expect(runStep({ name: 'a', command: FAILS })).toEqual(counts(0, 1));
    expect(runStep({ name: 'a', command: ['no-such-program'] })).toEqual(counts(0, 1));
  });

  it.each([
    ['what the report says', PASSES, counts(3, 0), counts(3, 0)],
    ['the failed tests', FAILS, counts(3, 2), counts(3, 2)],
    ['a command that fails with every test passed as a failure', FAILS, counts(3, 0), counts(3, 1)],
    ['a run of no test as a failure', PASSES, counts(0, 0), counts(0, 1)],
  ])('counts %s', (_, command, reported, expected) => {
    expect(runStep({ name: 'a', command, readCounts: () => reported })).toEqual(expected);
  });

  it('counts a report that is missing as a failure', () => {
    const readCounts = () => readVitestReport(join(folder, 'missing.json'));
    expect(runStep({ name: 'a', command: PASSES, readCounts })).toEqual(counts(0, 1));
  });
});

describe('readVitestReport', () => {
  it('counts tests, files that did not load, and names what was skipped', () => {
    const path = join(folder, 'vitest.json');
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [
        {
          name: 'one',
          status: 'failed',
          assertionResults: [
            { fullName: 'a', status: 'passed' },
            { fullName: 'b', status: 'failed' },
          ],
        },
        { name: 'broken', status: 'failed', assertionResults: [] },
        {
          name: 'two',
          status: 'passed',
          assertionResults: [
            { fullName: 'c', status: 'passed' },
            { fullName: 'd (there is no Go)', status: 'skipped' },
          ],
        },
      ],
    };
    writeFileSync(path, JSON.stringify(report));
    expect(readVitestReport(path)).toEqual({
      passed: 2,
      failed: 2,
      skipped: ['d (there is no Go)'],
    });
  });
});

describe('readJunitReport', () => {
  it('counts failures and errors, and gives the reason of a skip', () => {
    const path = join(folder, 'pytest.xml');
    writeFileSync(
      path,
      '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="1" tests="9">' +
        '<testcase><skipped type="pytest.skip" message="no reason">x</skipped></testcase></testsuite></testsuites>',
    );
    expect(readJunitReport(path)).toEqual({ passed: 5, failed: 3, skipped: ['pytest: no reason'] });
  });

  it('refuses a file that is no report', () => {
    const path = join(folder, 'pytest.xml');
    writeFileSync(path, '<html></html>');
    expect(() => readJunitReport(path)).toThrow('is no JUnit report');
  });
});
