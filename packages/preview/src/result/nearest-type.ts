import type { ApiType } from '../discovery/api-type.js';

/** No name of a type is longer. */
const LONGEST = 253;

/** The type whose plural, singular or full name is spelt nearly so; undefined where none is. */
export function nearestType(entry: string, types: readonly ApiType[]): ApiType | undefined {
  const name = entry.trim().toLowerCase();
  if (name.length > LONGEST || /[*?[\]{}]/.test(name)) return undefined;
  let limit = Math.min(3, Math.floor(name.length / 4) + 1);
  let nearest: ApiType | undefined;
  for (const type of types) {
    if (!type.backupable) continue;
    for (const candidate of [type.plural, type.singular, type.id]) {
      const edits = distance(name, candidate, limit);
      if (edits >= limit) continue;
      limit = edits;
      nearest = type;
    }
  }
  return nearest;
}

/** The edits between two texts, where two swapped letters count as one; `limit` if there are as many or more. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let [before, last]: [number[], number[]] = [[], [...Array(b.length + 1).keys()]];
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
      if (isSwap && row > 1 && column > 1) edits.push((before[column - 2] ?? 0) + 1);
      next.push(Math.min(...edits));
    }
    [before, last] = [last, next];
  }
  return Math.min(limit, last[b.length] ?? limit);
}
