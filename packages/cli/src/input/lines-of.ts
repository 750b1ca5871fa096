import { Lines } from './position.js';
import type { Source } from './source.js';

const KNOWN = new WeakMap<Source, Lines>();

/** The lines of a source, found at the first call. */
export function linesOf(source: Source): Lines {
  const known = KNOWN.get(source);
  if (known !== undefined) return known;
  const lines = new Lines(source.text);
  KNOWN.set(source, lines);
  return lines;
}
