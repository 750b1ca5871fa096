/**
 * Replaces every match of `pattern` and insists on how many there are.
 *
 * A generator's output may change shape in a new version; a replacement that silently matches
 * nothing would then publish something else than what was reviewed.
 *
 * @throws Error when the number of matches differs from `expected`.
 */
export function replaceExactly(
  text: string,
  pattern: RegExp,
  replacement: string,
  expected: number,
): string {
  const found = text.match(pattern)?.length ?? 0;
  if (found !== expected) {
    throw new Error(`expected ${expected} matches of ${pattern} in generated text, found ${found}`);
  }
  return text.replace(pattern, replacement);
}
