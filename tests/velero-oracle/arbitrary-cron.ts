import fc from 'fast-check';
import { durations } from './arbitrary-durations.js';

/** Releases of Velero with either cron library. */
export function releases(): fc.Arbitrary<string> {
  return fc.constantFrom('1.18.1', '1.18.3');
}

/** A cron expression, the time to count from, and the release that reads it. */
export interface CronCase {
  readonly veleroVersion: string;
  readonly expression: string;
  readonly from: Date;
}

export function cronCases(): fc.Arbitrary<CronCase> {
  const anyTime = fc.record({
    veleroVersion: releases(),
    expression: expressions(),
    from: fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    }),
  });
  return fc.oneof({ weight: 3, arbitrary: anyTime }, { weight: 1, arbitrary: clockChangeCases() });
}

/**
 * Zones that skip or repeat an hour, half an hour, or midnight, and the days on which they do. Where one skips a whole
 * day, as Pacific/Apia did on 2011-12-30, the libraries search for ever.
 */
const CLOCK_CHANGES: readonly (readonly [zone: string, day: string])[] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Europe/London', '2026-03-29'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/St_Johns', '2026-03-08'],
  ['America/Havana', '2026-03-08'],
  ['America/Havana', '2026-11-01'],
  ['America/Santiago', '2026-09-06'],
  ['America/Santiago', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Africa/Cairo', '2026-04-24'],
  ['Asia/Beirut', '2026-03-29'],
  ['America/Sao_Paulo', '2018-11-04'],
];

/** Few runs a day, in the first hours, from a time shortly before a clock change. */
export function clockChangeCases(): fc.Arbitrary<CronCase> {
  const minute = fc.constantFrom('0', '15', '30', '*/20', '45-59');
  const hour = fc.constantFrom('0', '1', '2', '3', '1-2', '0,2', '23', '*', '*/2');
  const days = fc.constantFrom('* * *', '* * sun', '*/2 * *', '1,8,29 * *', '* 3,4,9-11 0');
  return fc
    .tuple(
      releases(),
      fc.constantFrom(...CLOCK_CHANGES),
      minute,
      hour,
      days,
      fc.integer({ min: -60, max: 30 }),
    )
    .map(([veleroVersion, [zone, day], minutes, hours, rest, ahead]) => ({
      veleroVersion,
      expression: `TZ=${zone} ${minutes} ${hours} ${rest}`,
      from: new Date(Date.parse(day) + ahead * 3_600_000),
    }));
}

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Havana',
  'America/Santiago',
  'America/St_Johns',
  'Asia/Kolkata',
  'Local',
  'Etc/GMT+5',
];
const ODD_ZONES = [
  '',
  'europe/berlin',
  'Nope/Zone',
  '../UTC',
  '/UTC',
  '"UTC"',
  "'UTC",
  'UTC+1',
  'utc',
];

function expressions(): fc.Arbitrary<string> {
  const space = fc.constantFrom(' ', ' ', ' ', '  ', '\t', '\u00a0', '\u3000');
  const fields = fc
    .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12, MONTHS), field(0, 7, DAYS), space)
    .map(([minute, hour, day, month, weekday, between]) =>
      [minute, hour, day, month, weekday].join(between),
    );
  const zone = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...ZONES) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_ZONES) },
  );
  const zoned = fc
    .tuple(fc.constantFrom('TZ=', 'CRON_TZ='), zone, fields)
    .map(([prefix, name, rest]) => `${prefix}${name} ${rest}`);
  return fc.oneof(
    { weight: 6, arbitrary: fields },
    { weight: 6, arbitrary: zoned },
    { weight: 1, arbitrary: descriptors() },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        'TZ=UTC',
        'TZ=UTC ',
        'TZ= @daily',
        '* * * *',
        ' 0 1 * * * ',
      ),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  );
}

const MONTHS = ['jan', 'FEB', 'Mar', 'dec'];
const DAYS = ['sun', 'MON', 'Fri', 'sat', 'FR\u0130'];

/** Mostly within bounds, with every sign that the syntax has, and some that it lacks. */
function field(min: number, max: number, named: readonly string[] = []): fc.Arbitrary<string> {
  const number = fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min, max }).map(String) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('+5', '-1', '007', String(max + 1), 'L', '1.5', '', 'x'),
    },
    ...(named.length === 0 ? [] : [{ weight: 4, arbitrary: fc.constantFrom(...named) }]),
  );
  const sorted = fc
    .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const range = fc.oneof(
    sorted,
    fc.tuple(number, number).map((ends) => ends.join('-')),
  );
  const stepped = fc
    .tuple(fc.oneof(fc.constantFrom('*', '?', '*-3'), number, range), fc.nat({ max: max + 2 }))
    .map(([span, step]) => `${span}/${step}`);
  const part = fc.oneof(number, range, stepped);
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('*', '*', '?', '0') },
    { weight: 8, arbitrary: part },
    { weight: 2, arbitrary: fc.array(part, { maxLength: 3 }).map((parts) => parts.join(',')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ',',
        '*,1',
        '1,',
        '1/2/3',
        '1-2-3',
        '5#2',
        '15W',
        '*/1',
        'H',
        '99-5/2,3',
        '9223372036854775807-1/2',
      ),
    },
  );
}

function descriptors(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('@yearly', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'),
    fc.constantFrom('@reboot', '@Daily', '@every', '@every  1h', '@triggered', 'TZ=UTC @hourly'),
    durations().map((duration) => `@every ${duration}`),
  );
}
