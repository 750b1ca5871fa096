import type { Options } from '../command/command.js';

/** Rows by the value at the path of `--sort-by`, numbers by size, all else as text; in their order without it. */
export async function sortRows<Row>(
  rows: readonly Row[],
  { sortBy }: Options,
): Promise<readonly Row[]> {
  if (typeof sortBy !== 'string') return rows;
  const { valuesAt } = await import('./json-path.js');
  return rows
    .map((row) => ({ row, value: valuesAt(row, sortBy)[0] }))
    .toSorted((one, other) => compare(one.value, other.value))
    .map(({ row }) => row);
}

/** What is not there comes last. */
function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [one, other].map((value) => value ?? null);
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}
