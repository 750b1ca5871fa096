import { describe, expect, it } from 'vitest';
import { nextRuns } from './next-runs.js';
import { thrownIssues } from './test-data/targets.js';

function runsOf(expression: string, from: string, n: number, veleroVersion?: string): string[] {
  return nextRuns(expression, new Date(from), n, { veleroVersion }).map((run) =>
    run.toISOString().replace(/(?::00)?\.000Z$/, ''),
  );
}

describe('nextRuns', () => {
  it('counts from the next whole second', () => {
    expect(runsOf('* * * * *', '2026-01-01T00:00:59.999Z', 1)).toEqual(['2026-01-01T00:01']);
    expect(runsOf('* * * * *', '2026-01-01T00:01:00Z', 1)).toEqual(['2026-01-01T00:02']);
    expect(runsOf('@every 90s', '2026-01-01T00:00:00.5Z', 2)).toEqual([
      '2026-01-01T00:01:30',
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

  it.each([
    ['5/15 * * * *', '00:05 00:20 00:35 00:50 01:05'],
    ['10-20/5,50 3 * * *', '03:10 03:15 03:20 03:50'],
    ['58-2/2 * * * *', '00:00 00:02 00:58 01:00'],
    ['0 22-2 * * *', '00:00 01:00 02:00 22:00 23:00'],
    ['0 0/7 * * *', '00:00 07:00 14:00 21:00'],
  ])('runs %s at the times of its ranges', (expression, times) => {
    const count = times.split(' ').length;
    const runs = runsOf(expression, '2025-12-31T23:59:59Z', count);
    expect(runs).toEqual(times.split(' ').map((time) => `2026-01-01T${time}`));
  });

  it.each([
    ['0 0 */10 * *', '01-11 01-21 01-31 02-01 02-11'],
    ['0 0 30-2 * *', '01-02 01-30 01-31 02-01 02-02 03-01'],
    ['0 0 31 * *', '01-31 03-31 05-31 07-31 08-31 10-31 12-31'],
    ['0 0 1 jan,feb,mar,apr,may,jun *', '02-01 03-01 04-01 05-01 06-01'],
    ['0 0 1 jul,aug,sep,oct,nov,dec *', '07-01 08-01 09-01 10-01 11-01 12-01'],
    ['0 0 2 dec-feb/2 *', '02-02 12-02'],
    ['0 0 * * mon,wed,fri', '01-02 01-05 01-07 01-09'],
    ['0 0 * * sun,tue,thu,sat', '01-03 01-04 01-06 01-08 01-10'],
    ['0 0 * * fri-mon', '01-02 01-03 01-04 01-05 01-09'],
    ['0 0 * * 5-7', '01-02 01-03 01-04 01-09'],
    ['0 0 * * */2', '01-03 01-04 01-06 01-08'],
    ['@weekly', '01-04 01-11'],
    ['@midnight', '01-02 01-03'],
    ['@monthly', '02-01 03-01'],
  ])('runs %s on the days of its fields', (expression, days) => {
    const count = days.split(' ').length;
    const runs = runsOf(expression, '2026-01-01T12:34:56Z', count);
    expect(runs).toEqual(days.split(' ').map((day) => `2026-${day}T00:00`));
  });

  it.each(['@yearly', '@annually', '0 0 1 1 *'])('runs %s once a year', (expression) => {
    expect(runsOf(expression, '2026-01-01T00:00:00Z', 2)).toEqual([
      '2027-01-01T00:00',
      '2028-01-01T00:00',
    ]);
  });

  it('runs the last minute of a year', () => {
    expect(runsOf('59 23 31 12 *', '2026-02-28T12:34:56Z', 2)).toEqual([
      '2026-12-31T23:59',
      '2027-12-31T23:59',
    ]);
  });

  it('counts before 1970 as after', () => {
    expect(runsOf('* * * * *', '1969-12-31T23:58:00.5Z', 2)).toEqual([
      '1969-12-31T23:59',
      '1970-01-01T00:00',
    ]);
    expect(runsOf('@every 1m', '1969-12-31T23:58:59.5Z', 1)).toEqual(['1969-12-31T23:59:59']);
  });

  // The years in which the first of January is a Monday, or the second.
  it('looks five years ahead, and no less', () => {
    expect(runsOf('0 0 1,2 1 mon', '2029-01-01T00:00:00Z', 3)).toEqual([
      '2034-01-02T00:00',
      '2035-01-01T00:00',
      '2040-01-02T00:00',
    ]);
  });

  it.each([
    // Its clocks go from 2:00 to 2:30 on 4 October 2026, and from 2:00 back to 1:30 on 5 April.
    [
      'half an hour',
      'TZ=Australia/Lord_Howe 45 1 * * *',
      '2026-04-03T20:00:00Z',
      '04-04T14:45 04-04T15:15 04-05T15:15',
    ],
    [
      'half an hour',
      'TZ=Australia/Lord_Howe 15 2 * * *',
      '2026-10-02T20:00:00Z',
      '10-04T15:15 10-05T15:15',
    ],
    [
      'an hour',
      'TZ=Europe/Berlin 0 1,2,3 * * *',
      '2026-03-28T12:00:00Z',
      '03-29T00:00 03-29T01:00 03-29T23:00',
    ],
    [
      'an hour',
      'TZ=Europe/Berlin */30 * * * *',
      '2026-03-29T00:00:00Z',
      '03-29T00:30 03-29T01:00 03-29T01:30',
    ],
    [
      'an hour, at midnight',
      'TZ=America/Havana 0 * * * *',
      '2026-11-01T03:30:00Z',
      '11-01T04:00 11-01T05:00 11-01T06:00',
    ],
  ])('follows clocks that are changed by %s: %s', (_, expression, from, runs) => {
    const expected = runs.split(' ').map((run) => `2026-${run}`);
    expect(runsOf(expression, from, expected.length)).toEqual(expected);
  });

  it('follows clocks that pass a midnight, a first of the month, or a whole day', () => {
    expect(runsOf('TZ=America/Sao_Paulo 0 0 * * *', '2018-11-02T12:00:00Z', 2)).toEqual([
      '2018-11-03T03:00',
      '2018-11-05T02:00',
    ]);
    // Here Go's time is after the midnight that does not exist, not before it.
    expect(runsOf('TZ=Asia/Beirut 0 0 * * *', '2026-03-27T12:00:00Z', 2)).toEqual([
      '2026-03-27T22:00',
      '2026-03-29T21:00',
    ]);
    expect(runsOf('TZ=America/Asuncion 0 0 1 * *', '2017-08-15T00:00:00Z', 2)).toEqual([
      '2017-09-01T04:00',
      '2017-11-01T03:00',
    ]);
    expect(runsOf('TZ=Pacific/Apia 0 9 * * *', '2011-12-29T12:00:00Z', 2)).toEqual([
      '2011-12-29T19:00',
      '2011-12-30T19:00',
    ]);
  });

  it.each([
    ['TZ=Asia/Kolkata 30 0 1 1 *', '2026-12-31T19:00', undefined],
    ["TZ='Europe/Berlin' 0 0 1 * *", '2026-01-31T23:00', undefined],
    ['TZ="UTC" 0 0 1 * *', '2026-02-01T00:00', undefined],
    ['CRON_TZ=Local 0 0 1 * *', '2026-02-01T00:00', undefined],
    ['TZ= 0 0 1 * *', '2026-02-01T00:00', '1.18.1'],
  ])('runs in the zone of %s', (expression, run, veleroVersion) => {
    expect(runsOf(expression, '2026-01-10T00:00:00Z', 1, veleroVersion)).toEqual([run]);
  });

  it('takes a list with a star in it for a star, up to 1.18.2', () => {
    expect(runsOf('0 0 *,13 * fri', '2026-03-01T00:00:00Z', 2, '1.18.1')).toEqual([
      '2026-03-06T00:00',
      '2026-03-13T00:00',
    ]);
    expect(runsOf('0 0 */2 * fri', '2026-03-01T00:00:00Z', 2, '1.18.1')).toEqual([
      '2026-03-03T00:00',
      '2026-03-05T00:00',
    ]);
  });

  it('gives up after five years, as Velero does', () => {
    expect(runsOf('0 0 29 2 *', '2098-03-01T00:00:00Z', 1)).toEqual([]);
    expect(runsOf('0 0 29 2 *', '2090-01-01T00:00:00Z', 3)).toEqual([
      '2092-02-29T00:00',
      '2096-02-29T00:00',
    ]);
  });

  it.each(['1.18.1', '1.18.3'])(
    "gives up at a skipped day, at which %s's library never ends",
    (velero) => {
      const expression = 'TZ=Pacific/Apia */20 1 * * sun';
      expect(runsOf(expression, '2011-12-24T00:00:00Z', 2, velero)).toEqual([
        '2011-12-25T11:00',
        '2011-12-25T11:20',
      ]);
      expect(runsOf(expression, '2011-12-29T22:00:00Z', 2, velero)).toEqual([]);
    },
  );

  it.each([
    ['Pacific/Fakaofo', '2011-12-30'],
    ['Pacific/Kwajalein', '1993-08-21'],
    ['Pacific/Kiritimati', '1994-12-31'],
  ])('ends at the day that %s has skipped, whatever it searches', (zone, day) => {
    const fields = ['0 0 * * *', '0 0 1 1 *', '*/20 1 * * 6', '0 0 29-31 12 *', '0 1 1,2 1 *'];
    for (const each of fields)
      for (const hours of [-49, -25, -1, 23, 47]) {
        const from = new Date(Date.parse(day) + hours * 3_600_000).toISOString();
        expect(runsOf(`TZ=${zone} ${each}`, from, 2).length).toBeLessThanOrEqual(2);
      }
  });

  it('returns as many as asked for', () => {
    expect(runsOf('@hourly', '2026-01-01T00:00:00Z', 0)).toEqual([]);
    expect(runsOf('@hourly', '2026-01-01T00:00:00Z', 50)).toHaveLength(50);
  });

  it('refuses what checkCron refuses, and an invalid date', () => {
    expect(thrownIssues(() => nextRuns('0 0 31 2 *', new Date(), 1))).toEqual([
      'invalid-schedule  cron-never-fires',
    ]);
    expect(() => nextRuns('@daily', new Date(Number.NaN), 1)).toThrow(
      new RangeError('from is not a valid date'),
    );
  });
});
