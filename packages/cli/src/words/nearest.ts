import { closest, distance } from 'fastest-levenshtein';

/** The name that was meant, if one is spelt nearly so. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const near = closest(text, [...names]);
  return distance(text, near) <= Math.max(2, Math.floor(text.length / 3)) ? near : undefined;
}
