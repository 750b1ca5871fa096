/** Longer texts are not misspelt names, and would take long to compare. */
const LONGEST = 256;

/** So much of a name tells which one is meant. */
const TELLING = 4;

/**
 * The name that was meant: the only one that begins so, or else the first of those that the fewest edits make of `text`, in whatever case, where
 * the edits are at most a quarter of its characters.
 *
 * This is the one measure of likeness, the same in Python.
 */
export function nearest(text: string, names: readonly string[]): string | undefined {
  if (text.length > LONGEST) return undefined;
  const asked = text.toLowerCase();
  const begun = names.filter((name) => name.toLowerCase().startsWith(asked));
  if (text.length >= TELLING && begun.length === 1) return begun[0];
  // The number of edits that are too many.
  let limit = Math.floor((text.length + 1) / 4) + 1;
  let found: string | undefined;
  for (const name of names) {
    const edits = editsBetween(asked, name.toLowerCase(), limit);
    if (edits >= limit) continue;
    limit = edits;
    found = name;
  }
  return found;
}

/** The edits between two texts, two swapped characters being one edit; `limit` if there are as many or more. */
function editsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = [...Array(b.length + 1).keys()];
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const edits = [
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      ];
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) edits.push((before[column - 2] ?? 0) + 1);
      next.push(Math.min(...edits));
    }
    [before, last] = [last, next];
  }
  return Math.min(limit, last[b.length] ?? limit);
}
