/** Powers of ten and of two by the suffix of a Kubernetes quantity. */
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: readonly string[] = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Quantities are exact to a billionth. */
const NANO = 10n ** 9n;
/** Kubernetes caps what is greater. */
const GREATEST = (2n ** 63n - 1n) * NANO;
/** Beyond it every number is capped, or rounded to a billionth. */
const LARGEST_POWER = 400;

const FORM = /^([-+]?)([0-9]*)(?:\.([0-9]*))?([A-Za-z]{0,2}|[eE][-+]?[0-9]+)$/;

/**
 * A Kubernetes quantity in billionths, as ParseQuantity of k8s.io/apimachinery reads it: `.5Gi`, `5.Gi` and `Gi`
 * are quantities, `5gi` and `10GB` are not.
 *
 * @returns undefined for a text that is not a quantity.
 */
export function parseQuantity(text: string): bigint | undefined {
  const found = text === '' ? null : FORM.exec(text);
  if (found === null) return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = found;
  const scale = scaleOf(suffix);
  if (scale === undefined) return undefined;
  const size = inNano(BigInt(`${whole}${fraction}` || '0'), fraction.length, scale);
  return sign === '-' ? -size : size;
}

interface Scale {
  readonly factor: bigint;
  /** The power of ten. */
  readonly power: number;
}

function scaleOf(suffix: string): Scale | undefined {
  const decimal = Object.hasOwn(DECIMAL, suffix) ? DECIMAL[suffix] : undefined;
  if (decimal !== undefined) return { factor: 1n, power: decimal };
  const binary = BINARY.indexOf(suffix);
  if (binary !== -1) return { factor: 1024n ** BigInt(binary + 1), power: 0 };
  const exponent = /^[eE]([-+]?[0-9]{1,9})$/.exec(suffix)?.[1];
  return exponent === undefined ? undefined : { factor: 1n, power: Number(exponent) };
}

/** Rounded up, and capped. */
function inNano(digits: bigint, places: number, { factor, power }: Scale): bigint {
  if (digits === 0n) return 0n;
  const shift = power - places + 9;
  if (shift > LARGEST_POWER) return GREATEST;
  if (shift < -LARGEST_POWER - places) return 1n;
  const product = digits * factor;
  const exact = shift >= 0 ? product * 10n ** BigInt(shift) : ceiling(product, -shift);
  return exact > GREATEST ? GREATEST : exact;
}

function ceiling(value: bigint, power: number): bigint {
  const divisor = 10n ** BigInt(power);
  return (value + divisor - 1n) / divisor;
}
