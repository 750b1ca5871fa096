import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The endpoints under `provides` and `requires` in a charm's `metadata.yaml`; null where it cannot be read, or is
 * written in another way than charmcraft writes it: block style, without anchors. A charm needs no YAML reader for it.
 */
export function declaredEndpoints(charmDir: string): readonly string[] | null {
  try {
    return endpointsIn(readFileSync(join(charmDir, 'metadata.yaml'), 'utf8'));
  } catch {
    return null;
  }
}

const SECTION = /^(?:provides|requires):/;
const EMPTY_SECTION = /^[a-z]+:\s*(?:\{\}|null|~)\s*(?:#.*)?$/;
const OPEN_SECTION = /^[a-z]+:\s*(?:#.*)?$/;
const ENDPOINT = /^ +(["']?)([A-Za-z][A-Za-z0-9_-]*)\1:(?:\s|$)/;
/** A key in block style, an item of its list, or a marker. */
const TOP = /^(?:[A-Za-z0-9_-]+:(?:\s|$)|- |---$)/;
const NOTHING = /^\s*(?:#.*)?$/;

/** Null for a text that may say something else than it seems to. */
export function endpointsIn(text: string): readonly string[] | null {
  const names: string[] = [];
  let isIn = false;
  let indent: number | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (NOTHING.test(line)) continue;
    const depth = line.search(/[^ ]/);
    if (depth === 0) {
      if (!TOP.test(line)) return null;
      isIn = SECTION.test(line) && !EMPTY_SECTION.test(line);
      if (isIn && !OPEN_SECTION.test(line)) return null;
      indent = null;
    } else if (isIn && depth <= (indent ?? depth)) {
      indent = depth;
      const name = ENDPOINT.exec(line)?.[2];
      if (name === undefined) return null;
      names.push(name);
    }
  }
  return names;
}
