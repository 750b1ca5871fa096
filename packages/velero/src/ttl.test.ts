import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGoDuration } from './go-duration.js';
import { thrownIssues } from './test-data/targets.js';
import { toGoDuration } from './ttl.js';

describe('toGoDuration', () => {
  it.each([
    ['30d', '720h0m0s'],
    ['72h', '72h0m0s'],
    ['1h30m', '1h30m0s'],
    ['90m', '1h30m0s'],
    ['10m10s', '10m10s'],
    ['45s', '45s'],
    ['1d12h', '36h0m0s'],
    ['0d0h0m1s', '1s'],
    ['007h', '7h0m0s'],
  ])('turns %s into %s', (ttl, duration) => {
    expect(toGoDuration(ttl)).toBe(duration);
  });

  it('keeps the length', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 99_999 }),
        fc.nat({ max: 99_999 }),
        fc.nat({ max: 99_999_999 }),
        (days, hours, seconds) => {
          fc.pre(days + hours + seconds > 0);
          const whole = BigInt(days) * 86_400n + BigInt(hours) * 3600n + BigInt(seconds);
          const duration = toGoDuration(`${days}d${hours}h${seconds}s`);
          expect(parseGoDuration(duration)).toBe(whole * 1_000_000_000n);
        },
      ),
    );
  });

  it.each(['', '0s', '0d0h0m0s'])('refuses %j, which Velero would read as its default', (ttl) => {
    expect(thrownIssues(() => toGoDuration(ttl))).toEqual(['invalid-ttl  ttl-zero']);
  });

  it.each(['1w', '1.5h', '-1h', '1h1d', '3600', ' 1h'])('refuses %j, which is not a ttl', (ttl) => {
    expect(thrownIssues(() => toGoDuration(ttl))).toEqual(['invalid-ttl  pattern']);
  });

  it('refuses what Go cannot hold', () => {
    expect(toGoDuration('9223372036s')).toBe('2562047h47m16s');
    expect(thrownIssues(() => toGoDuration('9223372037s'))).toEqual(['invalid-ttl  ttl-range']);
  });

  it('names the ttl that it refuses', () => {
    expect(() => toGoDuration('0h')).toThrow('the value "0h" is zero');
    expect(() => toGoDuration('106752d')).toThrow('the value "106752d" is longer than');
  });
});
