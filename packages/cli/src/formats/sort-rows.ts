import type { Options } from '../command/command.js';
import { valuesAt } from './json-path.js';

/** Rows by the value at the path of `--sort-by`, numbers by size, all else as text; in their order without it. */
export function sortRows<Row>(rows: readonly Row[], { sortBy }: Options): readonly Row[] {
  if (typeof sortBy !== 'string') return rows;
  const path = sortBy.replace(/^\{|\}$/g, '');
  return rows.toSorted((one, other) => compare(valuesAt(one, path)[0], valuesAt(other, path)[0]));
}

/** What is not there comes last. */
function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [one, other].map((value) => value ?? null);
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}
