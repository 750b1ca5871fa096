import * as fc from 'fast-check';

/** Names that mean something to JavaScript where an object is asked for a field. */
const NAMES = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'];

/** What JSON escapes, line ends, marks that turn the direction of a text, and what is not a character. */
const SPECIAL = [0x00, 0x0a, 0x22, 0x5c, 0x7f, 0x85, 0x2028, 0x202e, 0xfeff, 0xffff, 0x1f600];

const POINT = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 0x7f }), weight: 4 },
  { arbitrary: fc.integer({ min: 0, max: 0xd7ff }), weight: 2 },
  { arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }), weight: 2 },
  { arbitrary: fc.constantFrom(...SPECIAL), weight: 1 },
);

/**
 * Any text that has a form in UTF-8, of at most `longest` characters. fast-check's own `unit: 'binary'` gives such
 * texts as well, and takes a second of processor time before the first one, in every test file.
 */
export function anyText(longest = 10): fc.Arbitrary<string> {
  const written = fc
    .array(POINT, { maxLength: longest })
    .map((points) => String.fromCodePoint(...points));
  const names = NAMES.filter(({ length }) => length <= longest);
  if (names.length === 0) return written;
  const named = fc.constantFrom(...names);
  return fc.oneof({ arbitrary: written, weight: 15 }, { arbitrary: named, weight: 1 });
}
