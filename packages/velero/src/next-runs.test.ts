import { describe, expect, it } from 'vitest';
import { nextRuns } from './next-runs.js';
import { thrownIssues } from './test-data/targets.js';

function runsOf(expression: string, from: string, n: number, veleroVersion?: string): string[] {
  return nextRuns(expression, new Date(from), n, { veleroVersion }).map((run) =>
    run.toISOString().replace(':00.000Z', ''),
  );
}

describe('nextRuns', () => {
  it('counts from the next whole second', () => {
    expect(runsOf('* * * * *', '2026-01-01T00:00:59.999Z', 1)).toEqual(['2026-01-01T00:01']);
    expect(runsOf('* * * * *', '2026-01-01T00:01:00Z', 1)).toEqual(['2026-01-01T00:02']);
    expect(runsOf('@every 90s', '2026-01-01T00:00:00.5Z', 2)).toEqual([
      '2026-01-01T00:01:30.000Z',
      '2026-01-01T00:03',
    ]);
  });

  // Berlin's clocks go from 2:00 to 3:00 on 29 March 2026.
  it('leaves out a time that daylight saving skips, up to 1.18.2', () => {
    const expression = 'TZ=Europe/Berlin 30 2 * * *';
    expect(runsOf(expression, '2026-03-28T00:00:00Z', 2, '1.18.1')).toEqual([
      '2026-03-28T01:30',
      '2026-03-30T00:30',
    ]);
  });

  it('runs after the gap from 1.18.3 on', () => {
    const expression = 'TZ=Europe/Berlin 30 2 * * *';
    expect(runsOf(expression, '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:30',
      '2026-03-30T00:30',
    ]);
  });

  // And from 3:00 back to 2:00 on 25 October.
  it.each(['1.18.1', '1.18.3'])('runs twice at a repeated time: %s', (veleroVersion) => {
    const expression = 'TZ=Europe/Berlin 30 2 * * *';
    expect(runsOf(expression, '2026-10-24T12:00:00Z', 3, veleroVersion)).toEqual([
      '2026-10-25T00:30',
      '2026-10-25T01:30',
      '2026-10-26T01:30',
    ]);
  });

  // Havana's clocks go from 0:00 to 1:00 on 8 March 2026.
  it('passes a midnight that does not exist', () => {
    expect(runsOf('TZ=America/Havana 0 0 * * *', '2026-03-06T12:00:00Z', 3)).toEqual([
      '2026-03-07T05:00',
      '2026-03-09T04:00',
      '2026-03-10T04:00',
    ]);
  });

  it('takes either of two restricted days, or both of them, by the release', () => {
    expect(runsOf('0 0 13 * fri', '2026-03-01T00:00:00Z', 3, '1.18.1')).toEqual([
      '2026-03-06T00:00',
      '2026-03-13T00:00',
      '2026-03-20T00:00',
    ]);
    expect(runsOf('0 0 13 * fri', '2026-03-01T00:00:00Z', 2)).toEqual([
      '2026-03-13T00:00',
      '2026-11-13T00:00',
    ]);
  });

  it('gives up after five years, as Velero does', () => {
    expect(runsOf('0 0 29 2 *', '2090-01-01T00:00:00Z', 3)).toEqual([
      '2092-02-29T00:00',
      '2096-02-29T00:00',
    ]);
  });

  it('returns as many as asked for', () => {
    expect(runsOf('@hourly', '2026-01-01T00:00:00Z', 0)).toEqual([]);
    expect(runsOf('@hourly', '2026-01-01T00:00:00Z', 50)).toHaveLength(50);
  });

  it('refuses what checkCron refuses, and an invalid date', () => {
    expect(thrownIssues(() => nextRuns('0 0 31 2 *', new Date(), 1))).toEqual([
      'invalid-schedule  cron-never-fires',
    ]);
    expect(() => nextRuns('@daily', new Date(Number.NaN), 1)).toThrow(RangeError);
  });
});
