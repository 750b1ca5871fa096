import { describe, expect, it } from 'vitest';
import { parseQuantity } from './quantity.js';

const GI = 2n ** 30n * 10n ** 9n;

describe('parseQuantity', () => {
  it.each([
    ['0', 0n],
    ['1Gi', GI],
    ['+1Gi', GI],
    ['-1Gi', -GI],
    ['.5Gi', GI / 2n],
    ['5.Gi', 5n * GI],
    ['007Gi', 7n * GI],
    ['Gi', 0n],
    ['1k', 10n ** 12n],
    ['1e3', 10n ** 12n],
    ['1E-3', 10n ** 6n],
    ['1E', 10n ** 27n],
    ['1m', 10n ** 6n],
    ['1n', 1n],
    ['0.0000000001', 1n],
    ['9e99999999', (2n ** 63n - 1n) * 10n ** 9n],
    ['9e-99999999', 1n],
  ])('reads %s', (text, size) => {
    expect(parseQuantity(text)).toBe(size);
  });

  it.each(['', ' ', '1 Gi', '10GB', '5gi', '1K', '1.2.3', '0x1', 'e', '1e', '1e+', '--1', '1e3Gi'])(
    'refuses %j',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );
});
