import fc from 'fast-check';

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
