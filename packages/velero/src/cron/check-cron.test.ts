import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nextRuns } from '../next-runs.js';
import { checkCron } from './check-cron.js';

interface Cron {
  readonly in: string;
  readonly ok: boolean;
  readonly next?: readonly string[];
  readonly never_fires?: boolean;
}

const scalars: { cron: Cron[] } = JSON.parse(
  readFileSync(new URL('../test-data/velero-scalars.json', import.meta.url), 'utf8'),
);

/** The rules of an expression's issues or warnings, `ok` where there is none. */
function verdictOn(expression: string, veleroVersion?: string): string {
  const result = checkCron(expression, { veleroVersion });
  const issues = result.ok ? result.value.warnings : result.issues;
  const rules = issues.map(({ rule }) => rule).join();
  return result.ok ? `ok ${rules}`.trim() : rules;
}

/** A release with the older cron library. */
const ROBFIG = 'v1.18.1';

// The other rules, and every text: tests/conformance/corpus/cron.json, which Python is held to as well.
describe('checkCron', () => {
  it.each(scalars.cron)('judges and predicts $in as robfig/cron does', (vector) => {
    const options = { veleroVersion: ROBFIG };
    expect(checkCron(vector.in, options).ok).toBe(vector.ok && vector.never_fires !== true);
    if (vector.next === undefined) return;
    const runs = nextRuns(vector.in, new Date('2026-01-15T10:07:30Z'), vector.next.length, options);
    expect(runs.map((run) => run.toISOString().replace('.000Z', 'Z'))).toEqual(vector.next);
  });

  it('warns of a release that was not measured', () => {
    expect(verdictOn('@daily', '1.17.9')).toBe('ok release-not-measured');
  });

  it.each([', * * * *', '0 , * * *', '0 0 , * *', '0 0 * , *', '0 0 * * ,'])(
    'refuses %s, which allows nothing',
    (expression) => {
      expect(verdictOn(expression)).toBe('cron-never-fires');
    },
  );

  it.each([
    ['0 0 13 * 0-6', 'ok cron-other-times'],
    ['0 0 1-31 * fri', 'ok cron-other-times'],
    ['0 0 1-31 * 0-6', 'ok'],
    ['0 0 * * fri', 'ok'],
    ['@every 1h', 'ok'],
  ])('tells whether the other library runs %s on the same days: %s', (expression, verdict) => {
    expect(verdictOn(expression)).toBe(verdict);
  });

  it.each(['@every 30s', '0 0 * * 7', '0 0 13 * fri', '@daily'])(
    'points at the whole of %s',
    (expression) => {
      const result = checkCron(expression, { veleroVersion: '1.18.9' });
      expect(result).toMatchObject({ ok: true, value: { expression } });
      const warnings = result.ok ? result.value.warnings : [];
      expect(new Set(warnings.map(({ path }) => path))).toEqual(new Set(['']));
    },
  );

  it('refuses a zone that is newer than the data of the runtime', () => {
    const { supportedValuesOf } = Intl;
    try {
      Intl.supportedValuesOf = () => ['Mars/Olympus'];
      expect(verdictOn('TZ=Mars/Olympus @daily')).toBe('cron-zone');
    } finally {
      Intl.supportedValuesOf = supportedValuesOf;
    }
  });

  it('refuses what is not a text, and an invalid release', () => {
    expect(verdictOn(undefined as never)).toBe('cron-type');
    expect(() => checkCron('@daily', { veleroVersion: '1.18' })).toThrow('unknown-velero-version');
  });

  it.each([
    ['0 0 3 ? * * *', 'write 0 3 * * *: Velero reads neither seconds nor years'],
    ['0 0 3 * * 7', undefined, ROBFIG],
    ['0 0 3 ? * 2', undefined],
    ['0 0 3 * * 2', 'write 0 3 * * 2: Velero reads neither seconds nor years'],
    ['0 0 3 ? * MON', 'write 0 3 * * MON: Velero reads neither seconds nor years'],
    ['0 3 * * 2 2026', 'write 0 3 * * 2: Velero reads neither seconds nor years'],
    ['0 0 3 * * MON 2026', 'write 0 3 * * MON: Velero reads neither seconds nor years'],
    ['0 0 3 * * 2 2026', undefined],
    ['0 0 3 * * 2026 *', undefined],
    ['0 0 3 ? 2 MON', 'write 0 3 * 2 MON: Velero reads neither seconds nor years'],
    ['0 0 3 * * 99', undefined],
    ['0 0 3 * * mon2026', undefined],
    ['0 0 0 3 * * MON 2026', undefined],
  ])('says what %s is without seconds, where that is certain', (expression, remedy, release?) => {
    const result = checkCron(expression, { veleroVersion: release });
    expect(result.ok ? '' : result.issues[0]?.remedy).toBe(remedy);
  });

  it.each([
    ['TZ=" @daily', '\\"'],
    ['TZ=a"a @daily', 'a\\"a'],
    ["TZ='UTC @daily", "'UTC"],
    ["TZ='' @daily", ''],
  ])('names the zone of %s as it is written', (expression, zone) => {
    const result = checkCron(expression);
    expect(result.ok ? '' : result.issues[0]?.message).toContain(`unknown time zone "${zone}":`);
  });

  it.each([undefined, '1.14.1'])('reads a zone at the beginning alone: %s', (release) => {
    expect(verdictOn('0 0 * * TZ=UTC', release)).toBe('cron-number');
  });

  it('says which field is wrong and what it may hold', () => {
    const result = checkCron('0 0 * 13 *');
    expect(result.ok ? '' : result.issues[0]?.message).toBe(
      'has the month "13", which is not within 1 to 12',
    );
  });
});
