import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTtl, read, ttlSeconds, ttlWithoutDays, write } from './index.js';

/** Go's time.Duration is 64 bits of nanoseconds: 2562047h47m16.854775807s. */
const GO_MAX = 2n ** 63n - 1n;

const PATTERN: string = JSON.parse(
  readFileSync(
    new URL('../../../schema/v0/k8s_backup_target.schema.json', import.meta.url),
    'utf8',
  ),
).$defs.K8sBackupTargetSpec.properties.ttl.pattern;

/** Strings that the pattern generates, with half of the digits at their greatest. */
const validTtls = fc.oneof(
  fc.stringMatching(new RegExp(PATTERN)),
  fc.stringMatching(new RegExp(PATTERN.replaceAll('[0-9]', '[89]'))),
);

function rulesFor(ttl: string): string[] {
  const results = [read, write].map((view) => view.K8sBackupTargetSpec.validate({ ttl }));
  const rules = results.map((result) =>
    result.ok ? 'valid' : result.issues.map(({ path, rule }) => `${path} ${rule}`).join(),
  );
  return [...new Set(rules)];
}

/** An independent reading: the number of whole nanoseconds, or null for what is not a ttl. */
function nanoseconds(ttl: string): bigint | null {
  const units = new Map([
    ['d', 86_400n],
    ['h', 3_600n],
    ['m', 60n],
    ['s', 1n],
  ]);
  let left = [...units.keys()];
  let digits = '';
  let total = 0n;
  for (const character of ttl) {
    if ('0123456789'.includes(character)) {
      digits += character;
      continue;
    }
    const place = left.indexOf(character);
    if (place === -1 || digits === '') return null;
    total += BigInt(digits) * (units.get(character) ?? 0n);
    left = left.slice(place + 1);
    digits = '';
  }
  return digits === '' ? total * 1_000_000_000n : null;
}

describe('ttl', () => {
  it.each([
    ...['', '72h', '30d', '1h30m', '10m10s', '1d12h', '1d1h1m1s', '1d1s', '24h0m0s', '90m'],
    ...['0s', '0d', '00h', '007d', '99999d', '99999d99999h', '2499999h', '02499h', '1999999h'],
    ...['999999m', '99999999s', '2499999h999999m99999999s', '99999d99999h999999m99999999s'],
  ])('accepts %j', (ttl) => {
    expect(rulesFor(ttl)).toEqual(['valid']);
  });

  it.each([
    ...['24H', '30D', '1.5h', '.5h', '-1h', '+1h', '30', '0', 'h', 'd', 'garbage', 'null'],
    ...['1h 30m', ' 1h', '1h ', '\t1h', '1h\n', '\n1h', '1h\r\n', '1h\n1m', '1h\u0000', '1h\u2028'],
    ...['1s1h', '1m1h', '1h1d', '1d1d', '1h1h', '1m1m', '1s1s', '1h30', '30m1'],
    ...['1w', '1y', '1us', '1ns', '1ms', '1e3s', '0x1h', '1_000h', '1,5h', '1h,30m', '1h-30m'],
    ...['\u0661h', '\uff11h', '\u06f1d', '1\u0127', '1\u04bb', '\ufeff1h'],
    ...['100000d', '1d100000h', '2500000h', '3000000h', '9999999h', '00000000h', '10000000h'],
    ...['1000000m', '100000000s', '9'.repeat(400), `${'9'.repeat(400)}h`, '1h'.repeat(100_000)],
  ])('refuses %j', (ttl) => {
    expect(rulesFor(ttl)).toEqual(['/ttl pattern']);
  });

  it('is refused with examples of what is valid', () => {
    const result = read.K8sBackupTargetSpec.validate({ ttl: '24H' });
    const message = result.ok ? '' : result.issues[0]?.message;
    expect(message).toContain('72h, 30d, 1h30m, 10m10s, 1d12h');
  });

  it('is valid only for whole days, hours, minutes and seconds in that order', () => {
    const likely = fc.oneof(
      fc.stringMatching(/^[0-9dhms]{0,14}$/),
      fc.stringMatching(/^(?:[0-9]{1,8}d)?(?:[0-9]{1,8}h)?(?:[0-9]{1,8}m)?(?:[0-9]{1,9}s)?$/),
      fc.string(),
    );
    fc.assert(
      fc.property(likely, (ttl) => {
        const isValid = rulesFor(ttl)[0] === 'valid';
        if (isValid) expect(nanoseconds(ttl)).not.toBeNull();
        // The converse holds wherever no number is longer than every bound allows.
        else if (!/[0-9]{6}/.test(ttl)) expect(nanoseconds(ttl)).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  it("fits Go's time.Duration whenever it is valid", () => {
    fc.assert(
      fc.property(validTtls, (ttl) => {
        expect(rulesFor(ttl)).toEqual(['valid']);
        expect(nanoseconds(ttl)).toBeLessThanOrEqual(GO_MAX);
        expect(nanoseconds(ttlWithoutDays(ttl))).toBeLessThanOrEqual(GO_MAX);
      }),
      { numRuns: 2000 },
    );
    expect(nanoseconds('2562047h47m16s')).toBeLessThanOrEqual(GO_MAX);
    expect(nanoseconds('2562047h47m17s')).toBeGreaterThan(GO_MAX);
  });
});

describe('ttlSeconds', () => {
  it.each([
    ['', 0],
    ['0h', 0],
    ['1s', 1],
    ['1m', 60],
    ['1h', 3_600],
    ['1d', 86_400],
    ['1d12h30m15s', 131_415],
    ['0010m', 600],
    ['99999d99999h999999m99999999s', 9_159_909_939],
  ])('of %j is %i', (ttl, seconds) => {
    expect(ttlSeconds(ttl)).toBe(seconds);
  });

  it('agrees with an independent reading of every valid ttl', () => {
    fc.assert(
      fc.property(validTtls, (ttl) => {
        expect(Number.isSafeInteger(ttlSeconds(ttl))).toBe(true);
        expect(BigInt(ttlSeconds(ttl)) * 1_000_000_000n).toBe(nanoseconds(ttl));
      }),
    );
  });
});

describe('ttlWithoutDays', () => {
  it.each([
    ['', ''],
    ['72h', '72h'],
    ['0090m', '0090m'],
    ['1h30m10s', '1h30m10s'],
    ['30d', '720h'],
    ['1d12h', '36h'],
    ['1d30m', '24h30m'],
    ['1d5s', '24h5s'],
    ['1d0m0s', '24h0m0s'],
    ['02d03h04m05s', '51h4m5s'],
    ['0d', '0h'],
    ['99999d99999h', '2499975h'],
  ])('turns %j into %j', (ttl, hours) => {
    expect(ttlWithoutDays(ttl)).toBe(hours);
  });

  it('keeps every valid ttl valid and as long, and leaves no day in it', () => {
    fc.assert(
      fc.property(validTtls, (ttl) => {
        const hours = ttlWithoutDays(ttl);
        expect(hours).not.toContain('d');
        expect(rulesFor(hours)).toEqual(['valid']);
        expect(ttlSeconds(hours)).toBe(ttlSeconds(ttl));
        if (!ttl.includes('d')) expect(hours).toBe(ttl);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parseTtl', () => {
  it('tells a part that is zero from a part that is not written', () => {
    expect(parseTtl('1d0h')).toEqual({ days: 1, hours: 0, minutes: null, seconds: null });
    expect(parseTtl('5m7s')).toEqual({ days: null, hours: null, minutes: 5, seconds: 7 });
    expect(parseTtl('')).toEqual({ days: null, hours: null, minutes: null, seconds: null });
  });

  it.each(['24H', '1s1h', '1h\n', '\u0661h', '30'])('throws a RangeError for %j', (ttl) => {
    const message = `ttl ${JSON.stringify(ttl)} is not of the form 1d2h3m4s`;
    for (const reader of [parseTtl, ttlSeconds, ttlWithoutDays]) {
      expect(() => reader(ttl)).toThrow(new RangeError(message));
    }
  });
});
