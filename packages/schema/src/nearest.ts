/** Longer texts are not misspelt names, and would take long to compare. */
const LONGEST = 256;

/** So much of a name tells which one is meant. */
const TELLING = 4;

/**
 * The name that was meant: the only one that begins so, or else the first of those that the fewest edits make of
 * `text`, in whatever case, where the edits are at most a quarter of its characters.
 *
 * This is the one measure of likeness, the same in Python.
 */
export function nearest(text: string, names: readonly string[]): string | undefined {
  // A character is one or two code units. Python counts characters.
  if (text.length > 2 * LONGEST) return undefined;
  const { length } = [...text];
  if (length > LONGEST) return undefined;
  const lower = text.toLowerCase();
  const begun = names.filter((name) => name.toLowerCase().startsWith(lower));
  if (length >= TELLING && begun.length === 1) return begun[0];
  const asked = [...lower];
  // The number of edits that are too many.
  let limit = Math.floor((length + 1) / 4) + 1;
  let found: string | undefined;
  for (const name of names) {
    const edits = editsBetween(asked, [...name.toLowerCase()], limit);
    if (edits >= limit) continue;
    limit = edits;
    found = name;
  }
  return found;
}

/** The edits between two texts, two swapped characters being one edit; `limit` if there are as many or more. */
function editsBetween(a: readonly string[], b: readonly string[], limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = [...b.keys(), b.length];
  for (const [row, letter] of a.entries()) {
    const next = [row + 1];
    for (const [column, other] of b.entries()) {
      const edits = [
        (last[column + 1] ?? 0) + 1,
        (next[column] ?? 0) + 1,
        (last[column] ?? 0) + (letter === other ? 0 : 1),
      ];
      const isSwap = letter === b[column - 1] && other === a[row - 1];
      if (isSwap) edits.push((before[column - 1] ?? 0) + 1);
      next.push(Math.min(...edits));
    }
    [before, last] = [last, next];
  }
  return Math.min(limit, last[b.length] ?? limit);
}
