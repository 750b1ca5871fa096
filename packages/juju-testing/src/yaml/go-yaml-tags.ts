/** The types that go-yaml v2 gives to unquoted scalars: the tags of YAML 1.1, as it knows them. */
export type ScalarTag = '!!bool' | '!!float' | '!!int' | '!!null' | '!!str' | '!!timestamp';

const WORDS: ReadonlyMap<string, ScalarTag> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(bool),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(bool),
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, ScalarTag] => [word, '!!null']),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, ScalarTag] => [word, '!!float']),
  ...['', '+', '-'].flatMap((sign) =>
    ['.inf', '.Inf', '.INF'].map((word): [string, ScalarTag] => [sign + word, '!!float']),
  ),
]);

function bool(word: string): [string, ScalarTag] {
  return [word, '!!bool'];
}

const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[oO]?[0-7]*|0[bB][01]+|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DATE = /^\d{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])$/;
const TIME =
  /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** The tag of an unquoted scalar. */
export function resolvedTag(text: string): ScalarTag {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.\d]/.test(text)) return '!!str';
  if (DATE.test(text) || TIME.test(text)) return '!!timestamp';
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
  if (INTEGER.test(plain)) return '!!int';
  return FLOAT.test(plain) ? '!!float' : '!!str';
}

/** True if a string reads as the same string when it is written without quotes. */
export function isPlainString(text: string): boolean {
  return resolvedTag(text) === '!!str' && !BASE_60.test(text);
}
