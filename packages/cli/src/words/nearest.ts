import { closest, distance } from 'fastest-levenshtein';

/** So much of a name tells which one is meant. */
const TELLING = 4;

/** The name that was meant: the one that begins so, if there is one, else one that is spelt nearly so. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const begun = names.filter((name) => name.toLowerCase().startsWith(text.toLowerCase()));
  if (text.length >= TELLING && begun.length === 1) return begun[0];
  const near = closest(text, [...names]);
  return distance(text, near) <= Math.max(2, Math.floor(text.length / 3)) ? near : undefined;
}
