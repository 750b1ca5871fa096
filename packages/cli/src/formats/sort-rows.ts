import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';

/**
 * Rows by the value at the path of `--sort-by`, numbers by size, all else as text; in their order without it.
 *
 * @throws CannotRunError `usage` for a path that no row has.
 */
export async function sortRows<Row>(
  rows: readonly Row[],
  { sortBy }: Options,
): Promise<readonly Row[]> {
  if (typeof sortBy !== 'string') return rows;
  const { valuesAt } = await import('./json-path.js');
  const read = (row: Row, path: string) => valuesAt(row, path);
  const found = rows.map((row) => ({ row, values: read(row, sortBy) }));
  if (rows.length > 0 && found.every(({ values }) => values.length === 0)) {
    requireWay(rows, sortBy, read);
  }
  return found
    .toSorted((one, other) => compare(one.values[0], other.values[0]))
    .map(({ row }) => row);
}

/**
 * A path that ends at a null or an empty list is one, such as that to the age of a Backup where none is good, or to the
 * first problem where there is none; any other is misspelt.
 */
function requireWay<Row>(
  rows: readonly Row[],
  path: string,
  read: (row: Row, path: string) => readonly unknown[],
): void {
  const whole = path.replace(/^\{(.*)\}$/s, '$1');
  for (let way = shortened(whole); way !== ''; way = shortened(way)) {
    const asksForItem = whole.charAt(way.length) === '[';
    const values = rows.flatMap((row) => read(row, way));
    if (values.includes(null) || (asksForItem && values.some(isEmptyList))) return;
    if (values.length > 0) break;
  }
  const names = [...new Set(rows.flatMap((row) => Object.keys(Object(row))))];
  throw new CannotRunError(
    'usage',
    `no row has a value at --sort-by ${path}: rows have ${names.map((name) => `.${name}`).join(', ')}`,
  );
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Without its last name or brackets. */
function shortened(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['), 0));
}

/** What is not there comes last. */
function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [left, right] = [one, other].map((value) => value ?? null);
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}
