import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseGoDuration } from './go-duration.js';

interface Duration {
  readonly in: string;
  readonly ok: boolean;
  readonly seconds?: number;
}

const scalars: { durations: Duration[] } = JSON.parse(
  readFileSync(new URL('./test-data/velero-scalars.json', import.meta.url), 'utf8'),
);

describe('parseGoDuration', () => {
  it.each(scalars.durations)('reads $in as Go does', ({ in: text, ok, seconds }) => {
    const nanoseconds = parseGoDuration(text);
    expect(nanoseconds !== undefined).toBe(ok);
    if (seconds !== undefined) expect(Number(nanoseconds) / 1e9).toBeCloseTo(seconds, 12);
  });

  it.each([
    ['9223372036854775807ns', 2n ** 63n - 1n],
    ['9223372036854775808ns', undefined],
    ['-9223372036854775808ns', -(2n ** 63n)],
    ['2562047h47m16.854775807s', 2n ** 63n - 1n],
    ['2562047h47m16.854775808s', undefined],
    ['-2562047h47m16.854775809s', undefined],
    ['9223372036854775807ns2ns', undefined],
    ['00000000000000000000001s', 1_000_000_000n],
    ['1h.5m', 3_630_000_000_000n],
    [`0.${'3'.repeat(400)}h`, 1_200_000_000_000n],
    ['0.9223372036854775807h', 3_320_413_933_267n],
    ['0.3333333333333333333333h', 1_200_000_000_000n],
    ['1μs', 1000n],
    ['+0', 0n],
    ['.s', undefined],
    ['constructor', undefined],
    ['1constructor', undefined],
  ])('reads %s at the limits as %s', (text, nanoseconds) => {
    expect(parseGoDuration(text)).toBe(nanoseconds);
  });
});
