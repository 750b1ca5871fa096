import fc from 'fast-check';

/** A value in so many of a hundred cases, and `otherwise` in the others. */
export function sometimes<T, N>(
  percent: number,
  arbitrary: fc.Arbitrary<T>,
  otherwise: N,
): fc.Arbitrary<T | N> {
  return fc.oneof(
    { arbitrary, weight: percent },
    { arbitrary: fc.constant(otherwise), weight: 100 - percent },
  );
}
