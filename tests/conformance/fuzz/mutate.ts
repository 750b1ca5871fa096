/** Small damage to a text: what a faulty writer, a truncation or a careless edit leaves behind. */
import type { Random } from './random.js';

const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  'null',
  'true',
  'false',
  '1',
  '-',
  'e',
  '.',
  '""',
  '[]',
  '{}',
  '"x":1',
  '"__proto__":',
  '"ttl":"1h"',
  'NaN',
  '\ufeff',
  '\u0000',
  '\n',
  ' ',
  '\u00a0',
  '\\ud800',
  '\\u0022',
  '\u{1f600}',
  'd',
  'h',
  '//',
] as const;

/** One to four mutations of `text`. */
export function mutate(text: string, random: Random): string {
  let mutant = text;
  for (let round = 1 + random.below(4); round > 0; round -= 1) mutant = mutateOnce(mutant, random);
  return mutant;
}

function mutateOnce(text: string, random: Random): string {
  const from = random.below(text.length + 1);
  const to = Math.min(text.length, from + random.below(random.oneIn(4) ? 40 : 4));
  const [before, middle, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (random.below(7)) {
    case 0:
      return before + after;
    case 1:
      return before + middle + middle + after;
    case 2:
      return before + random.pick(TOKENS) + after;
    case 3:
      return before + random.pick(TOKENS) + middle + after;
    case 4:
      return before + String.fromCharCode(random.below(random.oneIn(2) ? 128 : 65536)) + after;
    case 5:
      return random.oneIn(4) ? before : before + middle.toUpperCase() + after;
    default: {
      const elsewhere = random.below(after.length + 1);
      return before + after.slice(0, elsewhere) + middle + after.slice(elsewhere);
    }
  }
}
