import { describe, expect, it } from 'vitest';
import { isSettled, medianOf, ratio } from './estimate.js';

describe('ratio', () => {
  it('compares within each round, so a slow round slows both', () => {
    const floor = [10, 11, 40, 10, 12, 9, 10, 33, 10, 11];
    expect(
      ratio(
        floor.map((sample) => sample * 2),
        floor,
      ),
    ).toEqual({ value: 2, low: 2, high: 2 });
  });
});

describe('medianOf', () => {
  it('is the whole range for few samples, and narrows with more', () => {
    expect(medianOf([3, 1, 2])).toEqual({ value: 2, low: 1, high: 3 });
    const many = Array.from({ length: 101 }, (_, index) => index);
    expect(medianOf(many)).toEqual({ value: 50, low: 40, high: 60 });
  });
});

describe('isSettled', () => {
  it.each([
    [{ value: 2, low: 1.95, high: 2.1 }, true],
    [{ value: 2, low: 1.9, high: 2.1 }, false],
    [{ value: Number.NaN, low: 1, high: 1 }, false],
  ])('%o: %s', (estimate, expected) => {
    expect(isSettled(estimate)).toBe(expected);
  });
});
