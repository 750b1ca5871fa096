import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  readJunitReport,
  readTotal,
  readTurboSummary,
  readVitestReport,
  writeTotal,
} from './reports.js';
import { runSteps } from './run-steps.js';
import { type Counts, runStep, type Step } from './step.js';

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
  return { passed, failed, failures: [], skipped: [] };
}

describe('runStep', () => {
  it('counts a command without a report as one test', async () => {
    expect(await runStep({ name: 'a', command: PASSES })).toEqual(counts(1, 0));
    expect(await runStep({ name: 'a', command: FAILS })).toEqual(counts(0, 1));
    expect(await runStep({ name: 'a', command: ['no-such-program'] })).toEqual(counts(0, 1));
  });

  it.each([
    ['what the report says', PASSES, counts(3, 0), counts(3, 0)],
    ['the failed tests', FAILS, counts(3, 2), counts(3, 2)],
    ['a command that fails with every test passed as a failure', FAILS, counts(3, 0), counts(3, 1)],
    ['a run of no test as a failure', PASSES, counts(0, 0), counts(0, 1)],
  ])('counts %s', async (_, command, reported, expected) => {
    expect(
      await runStep({
        name: 'a',
        command,
        reports: [{ path: join(folder, 'report'), read: () => reported }],
      }),
    ).toEqual(expected);
  });

  it('counts a report that is missing as a failure', async () => {
    const report = { path: join(folder, 'missing.json'), read: readVitestReport };
    expect(await runStep({ name: 'a', command: PASSES, reports: [report] })).toEqual(counts(0, 1));
  });
});

describe('runStep with several reports', () => {
  const suite = (passed: number, failed: number) => ({
    path: join(folder, 'report'),
    read: () => counts(passed, failed),
  });

  it('adds them up', async () => {
    const reports = [suite(3, 0), suite(4, 1)];
    expect(await runStep({ name: 'a', command: FAILS, reports })).toEqual(counts(7, 1));
  });

  it('counts one that is empty as a failure', async () => {
    const reports = [suite(3, 0), suite(0, 0)];
    expect(await runStep({ name: 'a', command: PASSES, reports })).toEqual(counts(3, 1));
  });
});

describe('runStep with the report of an earlier run', () => {
  it('does not count it again', async () => {
    const report = { path: join(folder, 'total.json'), read: readTotal };
    writeTotal(report.path, counts(5, 0));
    expect(await runStep({ name: 'a', command: PASSES, reports: [report] })).toEqual(counts(0, 1));
  });
});

describe('runSteps', () => {
  const total = () => join(folder, 'total.json');
  const suite = { passed: 3, failed: 1, failures: ['a: b: no'], skipped: ['no Go'] };
  const steps = [
    { name: 'a check', command: PASSES },
    { name: 'a suite', command: FAILS, reports: [{ path: 'none', read: () => suite }] },
    { name: 'another check', command: PASSES },
  ];

  it.each([
    ['', '5 passed, 1 failed'],
    ['true', '5 passed, 2 failed'],
  ])('ends with the sum, where CI is "%s"', async (ci, line) => {
    vi.stubEnv('CI', ci);
    const { passed, failed } = await runSteps(steps);
    expect(vi.mocked(console.log).mock.lastCall).toEqual([line]);
    expect(`${passed} passed, ${failed} failed`).toBe(line);
    vi.unstubAllEnvs();
  });

  it.each([
    ['', counts(5, 1), ['no Go']],
    ['true', counts(5, 2), []],
  ])('gives a sum that a later step can count, where CI is "%s"', async (ci, sum, skipped) => {
    vi.stubEnv('CI', ci);
    writeTotal(total(), await runSteps(steps));
    vi.unstubAllEnvs();
    expect(readTotal(total())).toEqual({ ...sum, failures: ['a: b: no'], skipped });
  });
});

describe('runSteps with lanes', () => {
  const printing = (...lines: readonly string[]): Step['command'] => [
    'sh',
    '-c',
    lines.map((line) => `echo ${line}; sleep 0.1`).join('; '),
  ];

  it('runs them at the same time, counts all, and shows those after the first whole', async () => {
    const meets = join(folder, 'there');
    // Either waits for what the other makes: one after the other would not end.
    const waits = ['sh', '-c', `until [ -e ${meets} ]; do sleep 0.05; done; echo met`] as const;
    const counted = await runSteps([
      { name: 'before', command: PASSES },
      {
        lanes: [
          [{ name: 'waits', command: waits }],
          [
            { name: 'prints', command: printing('one', 'two') },
            { name: 'makes', command: ['touch', meets] },
            { name: 'fails', command: FAILS },
          ],
        ],
      },
    ]);
    expect(counted).toMatchObject(counts(4, 1));
    const shown = vi.mocked(console.log).mock.calls.map(([line]) => line);
    expect(shown).toContain('\n== prints\none\ntwo\n');
    expect(shown).toContain('\n== waits');
    expect(shown).toContain('FAILED fails: 0 passed, 1 failed (0 s)');
  });
});

describe('the summary of runSteps', () => {
  it('names each failed test', async () => {
    const suite = { ...counts(3, 1), failures: ['a.test.ts: b c: no'] };
    await runSteps([
      { name: 'a suite', command: FAILS, reports: [{ path: 'none', read: () => suite }] },
    ]);
    expect(vi.mocked(console.log).mock.calls).toContainEqual(['failed: a.test.ts: b c: no']);
  });
});

describe('readVitestReport', () => {
  it('counts tests, files that did not load, and names what failed or was skipped', () => {
    const path = join(folder, 'vitest.json');
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [
        {
          name: resolve('tests/one.test.ts'),
          status: 'failed',
          assertionResults: [
            { fullName: 'a', status: 'passed' },
            { fullName: 'b', status: 'failed', failureMessages: ['Error: no\n  at x'] },
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
      failures: ['tests/one.test.ts: b: Error: no', 'broken did not load'],
      skipped: ['d (there is no Go)'],
    });
  });
});

describe('readJunitReport', () => {
  it('counts failures and errors, names them, and gives the reason of a skip', () => {
    const path = join(folder, 'pytest.xml');
    writeFileSync(
      path,
      '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="1" tests="9">' +
        '<testcase classname="t" name="a" time="0.1"><failure message="assert 1&#10;x">x</failure></testcase>' +
        '<testcase><skipped type="pytest.skip" message="no reason">x</skipped></testcase></testsuite></testsuites>',
    );
    expect(readJunitReport(path)).toEqual({
      passed: 5,
      failed: 3,
      failures: ['t: a: assert 1'],
      skipped: ['pytest: no reason'],
    });
  });

  it('refuses a file that is not a report', () => {
    const path = join(folder, 'pytest.xml');
    writeFileSync(path, '<html></html>');
    expect(() => readJunitReport(path)).toThrow('is not a JUnit report');
  });
});

describe('readTurboSummary', () => {
  const tasks = [
    { taskId: 'a#build', command: 'tsc', execution: { exitCode: 0 } },
    { taskId: 'a#sources', command: '<NONEXISTENT>' },
    { taskId: 'a#test', command: 'vitest', execution: { exitCode: 1 } },
    { taskId: 'b#test', command: 'vitest' },
  ];

  it('counts tasks, and one that was not run as a failure', () => {
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ tasks }));
    expect(readTurboSummary(folder)).toEqual({ ...counts(1, 2), failures: ['a#test', 'b#test'] });
  });

  it('does not guess which of two runs is meant', () => {
    for (const name of ['one.json', 'two.json'])
      writeFileSync(join(folder, name), JSON.stringify({ tasks }));
    expect(() => readTurboSummary(folder)).toThrow('not the summary of one run');
  });

  it('is used for a run of turbo, whose folder is emptied before', async () => {
    const path = join(folder, 'runs');
    mkdirSync(path);
    writeFileSync(join(path, 'old.json'), JSON.stringify({ tasks }));
    const reports = [{ path, read: readTurboSummary }];
    expect(await runStep({ name: 'a', command: PASSES, reports })).toEqual(counts(0, 1));
  });
});
