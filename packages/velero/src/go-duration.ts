const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const LIMIT = 2n ** 63n;

/**
 * Reads a duration as Go's `time.ParseDuration` does: an optional sign, then decimal numbers, each
 * with a unit (`1h30m`, `1.5h`, `.5h`); or a bare `0`.
 *
 * @returns nanoseconds, or undefined where Go returns an error.
 */
export function parseGoDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const unsigned = /^[+-]/.test(text) ? text.slice(1) : text;
  if (unsigned === '0') return 0n;
  if (!/^(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)[^.0-9]+)+$/.test(unsigned)) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of unsigned.matchAll(TERM)) {
    const term = nanosecondsOf(whole, fraction, unit);
    if (term === undefined) return undefined;
    total += term;
    if (total > LIMIT) return undefined;
  }
  if (negative) return -total;
  return total === LIMIT ? undefined : total;
}

const TERM = /([0-9]*)\.?([0-9]*)([^.0-9]+)/g;

function nanosecondsOf(whole: string, fraction: string, unit: string): bigint | undefined {
  const scale = Object.hasOwn(NANOSECONDS, unit) ? NANOSECONDS[unit] : undefined;
  const count = BigInt(whole === '' ? '0' : whole);
  if (scale === undefined || count * scale > LIMIT) return undefined;
  return count * scale + fractionOf(fraction, scale);
}

/** Go calculates a fraction in floating point, from as many digits as fit 63 bits, and cuts it off. */
function fractionOf(digits: string, scale: bigint): bigint {
  let value = 0n;
  let divisor = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    if (next > LIMIT) break;
    value = next;
    divisor *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(scale) / divisor)));
}
