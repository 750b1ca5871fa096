import { CannotRunError } from '../command/errors.js';

/** What kbt reads nests some twenty levels deep; everything that walks a value recurses. */
const MOST_LEVELS = 500;
/** Aliases make a value large that has few letters; so many times as many values as letters are too many. */
const MOST_VALUES_A_LETTER = 10;
/** Of a short text, with which nothing can go wrong. */
const ALWAYS_ALLOWED = 100_000;

/**
 * Refuses a value that nests too deep, holds itself, or is far larger than the text that it was read from.
 *
 * @param letters of the text.
 * @throws CannotRunError `input`.
 */
export function refuseUnbounded(value: unknown, name: string, letters: number): void {
  const mostValues = Math.max(ALWAYS_ALLOWED, letters * MOST_VALUES_A_LETTER);
  let values = 0;
  let level: object[] = isObject(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) throw refused(name, `nests more than ${MOST_LEVELS} levels deep`);
    const next: object[] = [];
    for (const object of level) {
      const inner: readonly unknown[] = Array.isArray(object) ? object : Object.values(object);
      values += inner.length;
      if (values > mostValues) throw refused(name, 'is made far too large by its aliases');
      for (const one of inner) if (isObject(one)) next.push(one);
    }
    level = next;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function refused(name: string, reason: string): Error {
  return new CannotRunError('input', `${name === '-' ? 'standard input' : name} ${reason}`);
}
