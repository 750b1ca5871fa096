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

/** More digits than the largest duration has: `2 ** 63` nanoseconds. */
const MOST_DIGITS = 19;

/**
 * Reads a duration as Go's `time.ParseDuration` does: an optional sign, then decimal numbers, each
 * with a unit (`1h30m`, `1.5h`, `.5h`); or a bare `0`. Takes time linear in the text's length.
 *
 * @returns nanoseconds, or undefined where Go returns an error.
 */
export function parseGoDuration(text: string): bigint | undefined {
  const isNegative = text.startsWith('-');
  const start = isNegative || text.startsWith('+') ? 1 : 0;
  if (text.length === start) return undefined;
  if (text.length === start + 1 && text[start] === '0') return 0n;
  let total = 0n;
  for (let at = start; at < text.length; ) {
    const term = readTerm(text, at);
    if (term === undefined) return undefined;
    total += term.nanoseconds;
    if (total > LIMIT) return undefined;
    at = term.end;
  }
  if (isNegative) return -total;
  return total === LIMIT ? undefined : total;
}

interface Term {
  readonly nanoseconds: bigint;
  readonly end: number;
}

/** One number and its unit. */
function readTerm(text: string, start: number): Term | undefined {
  const point = endOf(text, start, isDigit);
  const hasPoint = text[point] === '.';
  const unitStart = hasPoint ? endOf(text, point + 1, isDigit) : point;
  const end = endOf(text, unitStart, isOfUnit);
  const whole = text.slice(start, point);
  const fraction = hasPoint ? text.slice(point + 1, unitStart) : '';
  if (whole === '' && fraction === '') return undefined;
  const nanoseconds = nanosecondsOf(whole, fraction, text.slice(unitStart, end));
  return nanoseconds === undefined ? undefined : { nanoseconds, end };
}

function endOf(text: string, start: number, belongs: (character: string) => boolean): number {
  let end = start;
  while (end < text.length && belongs(text.charAt(end))) end += 1;
  return end;
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function isOfUnit(character: string): boolean {
  return character !== '.' && !isDigit(character);
}

function nanosecondsOf(whole: string, fraction: string, unit: string): bigint | undefined {
  const scale = Object.hasOwn(NANOSECONDS, unit) ? NANOSECONDS[unit] : undefined;
  const digits = whole.replace(/^0+/, '');
  if (scale === undefined || digits.length > MOST_DIGITS) return undefined;
  // BigInt takes no digits for zero.
  return BigInt(digits) * scale + fractionOf(fraction, scale);
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
