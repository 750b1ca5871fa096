import fc from 'fast-check';
import type { CronParser, ScheduleOptions, Target } from '../../packages/velero/src/index.js';

/** Targets as the contract allows them: most are no good to Velero in some way. */
export function targets(): fc.Arbitrary<Target> {
  return fc.record({ app: names(), relation_name: names(), model: names(), spec: specs() });
}

function names(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('my-app', 'Backup_1', '', 'model.name', 'x'.repeat(64), 'ünïcode', '-', 'a b'),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
  );
}

function specs(): fc.Arbitrary<Target['spec']> {
  return fc.record({
    include_namespaces: nullable(lists(NAMESPACES)),
    include_resources: nullable(lists(RESOURCES)),
    exclude_namespaces: nullable(lists(NAMESPACES)),
    exclude_resources: nullable(lists(RESOURCES)),
    include_cluster_resources: nullable(fc.boolean()),
    label_selector: nullable(selectors()),
    ttl: nullable(ttls()),
  });
}

function nullable<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(values, { nil: null, freq: 3 });
}

const NAMESPACES =
  'a|b|my-namespace|kube-system|app-*|a?c|[ab]c|[a-z]|[[a]|[a|a]|[]|A|under_score|-a|a-|a.b|**|a**b|{a,b}|!a|a b|ü|?|1'
    .split('|')
    .concat('', '*', 'x'.repeat(63), 'x'.repeat(64));
const RESOURCES =
  'pods|po|deployments.apps|Deployment|persistentvolumeclaims|events|events.events.k8s.io|*.apps|v1/pods| pods|a|b'
    .split('|')
    .concat('', '*');

/** Mostly names that Velero takes, so that whole specs pass often enough. */
function lists(odd: readonly string[]): fc.Arbitrary<string[]> {
  const good = fc.constantFrom('one', 'two', 'three', 'four', 'five');
  const any = fc.oneof(
    { weight: 6, arbitrary: good },
    { weight: 2, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  );
  return fc.array(any, { maxLength: 4 });
}

function selectors(): fc.Arbitrary<Record<string, string>> {
  const key = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('app', 'app.kubernetes.io/name', '1', 'a_b.c-d') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', 'a/b/c', '/a', 'a/', '-a', 'A.b/c', 'x'.repeat(64), 'é'),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
  );
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('my-app', '', '1', 'A_b.c', 'x'.repeat(63)) },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(64), '-a', 'a b', 'ü', '.') },
    { weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
  );
  return fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
}

/** Any ttl that the contract allows. */
export function ttls(): fc.Arbitrary<string> {
  const part = (max: number, unit: string) =>
    fc.oneof(
      fc.constant(''),
      fc.nat({ max }).map((value) => `${value}${unit}`),
    );
  const days = fc.nat({ max: 99_999 }).map((value) => `${value}d`);
  const daysAndHours = fc.tuple(days, part(99_999, 'h')).map((parts) => parts.join(''));
  return fc
    .tuple(fc.oneof(daysAndHours, part(2_499_999, 'h')), part(999_999, 'm'), part(99_999_999, 's'))
    .map((parts) => parts.join(''));
}

/** How a Schedule's switches may be set. */
export function scheduleOptions(): fc.Arbitrary<ScheduleOptions> {
  return fc.record(
    {
      cron: fc.constantFrom(
        '0 2 * * *',
        '@daily',
        '*/15 0-6 1,15 * *',
        'TZ=Europe/Berlin 0 0 * * SUN',
      ),
      paused: fc.boolean(),
      skipImmediately: fc.boolean(),
      useOwnerReferencesInBackup: fc.boolean(),
      cronParser: parsers(),
    },
    { requiredKeys: ['cron'] },
  );
}

export function parsers(): fc.Arbitrary<CronParser> {
  return fc.constantFrom('robfig', 'netresearch');
}

/** A cron expression, the time to count from, and the library that reads it. */
export interface CronCase {
  readonly parser: CronParser;
  readonly expression: string;
  readonly from: Date;
}

export function cronCases(): fc.Arbitrary<CronCase> {
  const anyTime = fc.record({
    parser: parsers(),
    expression: expressions(),
    from: fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    }),
  });
  return fc.oneof({ weight: 3, arbitrary: anyTime }, { weight: 1, arbitrary: clockChangeCases() });
}

/** Zones that skip or repeat an hour, half an hour, or midnight, and the days on which they do. */
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
];

/** Few runs a day, in the first hours, from a time shortly before a clock change. */
function clockChangeCases(): fc.Arbitrary<CronCase> {
  const minute = fc.constantFrom('0', '15', '30', '*/20', '45-59');
  const hour = fc.constantFrom('0', '1', '2', '3', '1-2', '0,2', '23', '*', '*/2');
  const days = fc.constantFrom('* * *', '* * sun', '*/2 * *', '1,8,29 * *', '* 3,4,9-11 0');
  return fc
    .tuple(
      parsers(),
      fc.constantFrom(...CLOCK_CHANGES),
      minute,
      hour,
      days,
      fc.integer({ min: -60, max: 30 }),
    )
    .map(([parser, [zone, day], minutes, hours, rest, ahead]) => ({
      parser,
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
const DAYS = ['sun', 'MON', 'Fri', 'sat'];

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
      arbitrary: fc.constantFrom(',', '*,1', '1,', '1/2/3', '1-2-3', '5#2', '15W', '*/1', 'H'),
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

/** Go durations, and texts that nearly are. */
export function durations(): fc.Arbitrary<string> {
  const digits = fc.oneof(
    fc.nat({ max: 9999 }).map(String),
    fc.bigInt({ min: 0n, max: 2n ** 66n }).map(String),
  );
  const amount = fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 500 }).map(String) },
    { weight: 2, arbitrary: fc.tuple(fc.nat({ max: 99 }), digits).map(([a, b]) => `${a}.${b}`) },
    {
      weight: 1,
      arbitrary: fc.oneof(
        digits,
        digits.map((text) => `.${text}`),
        fc.constantFrom('1.', '.', '1..2', ''),
      ),
    },
  );
  const unit = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('h', 'm', 's', 'ms', 'us', 'µs', 'ns') },
    { weight: 1, arbitrary: fc.constantFrom('d', 'w', 'H', ' h', '', 'h ') },
  );
  const term = fc.tuple(amount, unit).map((parts) => parts.join(''));
  return fc
    .tuple(
      fc.constantFrom('', '', '', '', '-', '+'),
      fc.array(term, { minLength: 1, maxLength: 3 }),
    )
    .map(([sign, terms]) => `${sign}${terms.join('')}`);
}
