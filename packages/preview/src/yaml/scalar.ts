import type { ScalarTag, YamlScalar } from './node.js';

const NAMED: ReadonlyMap<string, ScalarTag> = new Map([
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, 'null'] as const),
  ...['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map((text) => [text, 'bool'] as const),
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, 'float'] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((text) =>
    ['', '+', '-'].map((sign) => [`${sign}${text}`, 'float'] as const),
  ),
  ['<<', 'merge'],
]);

const DATE =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?)?$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** Integers as Go's ParseInt reads them with base 0, by their prefix; `01` is octal. */
const INTEGERS: readonly (readonly [RegExp, string])[] = [
  [/^[-+]?(?:0|[1-9][0-9]*)$/, ''],
  [/^[-+]?0[xX]([0-9a-fA-F]+)$/, '0x'],
  [/^[-+]?0[bB]([01]+)$/, '0b'],
  [/^[-+]?0[oO]?([0-7]+)$/, '0o'],
];

/** No longer text is a number that matters; a cubic conversion of a long one would take for ever. */
const LONGEST_NUMBER = 512;

/** A scalar without quotes, as Go's yaml.v3 reads it: `yes` is a text, `010` is 8, `1.10` a number. */
export function plainScalar(text: string): YamlScalar {
  return { kind: 'scalar', tag: tagOf(text), text };
}

function tagOf(text: string): ScalarTag {
  const named = NAMED.get(text);
  if (named !== undefined) return named;
  if (!/^[-+.0-9]/.test(text) || text.length > LONGEST_NUMBER) return 'str';
  if (DATE.test(text)) return 'timestamp';
  if (integerIn(text) !== undefined) return 'int';
  return FLOAT.test(text.replaceAll('_', '')) ? 'float' : 'str';
}

function integerIn(text: string): bigint | undefined {
  const plain = text.replaceAll('_', '');
  for (const [pattern, prefix] of INTEGERS) {
    const found = pattern.exec(plain);
    if (found === null) continue;
    const value = BigInt(prefix === '' ? plain.replace(/^[-+]/, '') : `${prefix}${found[1]}`);
    const signed = plain.startsWith('-') ? -value : value;
    return signed >= -(2n ** 63n) && signed < 2n ** 64n ? signed : undefined;
  }
  return undefined;
}

/** The scalar after yaml.v3 has read it into a value of any type and has written it again. */
export function rewritten(scalar: YamlScalar): YamlScalar {
  const { tag, text } = scalar;
  switch (tag) {
    case 'bool':
      return { ...scalar, text: text.toLowerCase() };
    case 'int':
      return { ...scalar, text: String(integerIn(text)) };
    case 'float':
      return { ...scalar, text: goFloat(text.replaceAll('_', '')) };
    case 'timestamp':
      // Written with a time of day, and so with signs that no label can have.
      return { ...scalar, text: `${text} 00:00:00` };
    default:
      return scalar;
  }
}

/** Go's FormatFloat with the format g and the fewest digits. */
function goFloat(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text.toLowerCase().replace('+', '');
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 6)) return String(value);
  const sign = power < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}
