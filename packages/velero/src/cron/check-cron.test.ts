import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCron } from './check-cron.js';
import { nextRuns } from './next-runs.js';

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

describe('checkCron', () => {
  it.each(scalars.cron)('judges and foretells $in as robfig/cron does', (vector) => {
    const options = { veleroVersion: ROBFIG };
    expect(checkCron(vector.in, options).ok).toBe(vector.ok && vector.never_fires !== true);
    if (vector.next === undefined) return;
    const runs = nextRuns(vector.in, new Date('2026-01-15T10:07:30Z'), vector.next.length, options);
    expect(runs.map((run) => run.toISOString().replace('.000Z', 'Z'))).toEqual(vector.next);
  });

  it.each([
    ['', 'empty'],
    ['0 0 * *', 'fields'],
    ['0 0 0 * * *', 'fields'],
    [' @daily', 'fields'],
    ['@reboot', 'descriptor'],
    ['@constructor', 'descriptor'],
    ['@every 30d', 'every'],
    ['60 * * * *', 'range'],
    ['* * 0 * *', 'range'],
    ['* * * * 7', 'range'],
    ['* 5-3 * * *', 'range-order'],
    ['*/0 * * * *', 'step'],
    ['1/2/3 * * * *', 'slashes'],
    ['1-2-3 * * * *', 'hyphens'],
    ['0 0 L * *', 'number'],
    ['-1 * * * *', 'number'],
    ['99999999999999999999 * * * *', 'number'],
    ['* * * january *', 'number'],
    ['TZ=UTC', 'zone'],
    ['TZ=europe/berlin 0 0 * * *', 'zone'],
    ['TZ=../UTC 0 0 * * *', 'zone'],
    ['TZ=UTC ', 'fields'],
    [', * * * *', 'never-fires'],
    ['0 0 31 2 *', 'never-fires'],
    ['0 0 30 feb ?', 'never-fires'],
    ['0 0 31 4,6,9,11 *', 'never-fires'],
  ])('refuses %j for %s', (expression, rule) => {
    expect(verdictOn(expression, ROBFIG)).toBe(rule);
  });

  it.each([
    '? ? ? ? ?',
    '0\t0\u3000*\u0085* *',
    '+5 007 * JAN-mar sUn',
    '*-x 0 * * *',
    '0,, 0 * * *',
    '0 0 29 2 *',
    'TZ=Europe/Berlin  @daily',
    'CRON_TZ=Local 0 0 * * *',
    '@every 1h30m',
    '@every 1m0.5s',
  ])('takes %j', (expression) => {
    expect(verdictOn(expression, ROBFIG)).toBe('ok');
  });

  it.each([
    ['0 0 * * 7', 'range', 'ok cron-other-release'],
    ['0 0 * * fri-mon', 'range-order', 'ok cron-other-release'],
    ['0 22-2 * * *', 'range-order', 'ok cron-other-release'],
    ['*/60 * * * *', 'ok cron-other-release', 'step'],
    ['0 0 */31 * *', 'ok cron-other-release', 'step'],
    ['0 0 *-L * *', 'ok cron-other-release', 'extension'],
    ['@every 0s', 'ok cron-every-minute,cron-other-release', 'every'],
    ['@every 30s', 'ok cron-every-minute', 'ok cron-every-minute'],
    ['TZ= 0 0 * * *', 'ok cron-other-release', 'zone'],
    ['TZ="UTC" 0 0 * * *', 'zone', 'ok cron-other-release'],
    [`0 0 * * *${' '.repeat(1024)}`, 'ok cron-other-release', 'length'],
    ['0 0 13 * fri', 'ok cron-other-times', 'ok cron-other-times'],
    ['0 0 * * 1/2', 'ok cron-other-times', 'ok cron-other-times'],
    ['0 0 29 2 1', 'ok cron-other-release', 'too-rarely'],
    ['0 0 1 1 mon', 'ok cron-other-release', 'too-rarely'],
    ['0 0 31 2 mon', 'ok cron-other-release', 'never-fires'],
    ['0 0 */2 * 1-5', 'ok cron-other-times', 'ok cron-other-times'],
    ['0 0 1 * *', 'ok', 'ok'],
  ])(
    'judges %j by the release: to 1.18.1 %s, from 1.18.3 on %s',
    (expression, robfig, netresearch) => {
      expect(verdictOn(expression, ROBFIG)).toBe(robfig);
      expect(verdictOn(expression)).toBe(netresearch);
      expect(verdictOn(expression, 'main')).toBe(netresearch);
    },
  );

  it('warns of a release that was not measured', () => {
    expect(verdictOn('@daily', '1.18.2')).toBe('ok release-not-measured');
  });

  it('refuses what is no text, and a release that is none', () => {
    expect(verdictOn(undefined as never)).toBe('type');
    expect(() => checkCron('@daily', { veleroVersion: '1.18' })).toThrow('unknown-velero-version');
  });

  it('says which field is wrong and what it may hold', () => {
    const result = checkCron('0 0 * 13 *');
    expect(result.ok ? '' : result.issues[0]?.message).toBe(
      'has the month "13", which is not within 1 to 12',
    );
  });
});
