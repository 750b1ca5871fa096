/** References that lead back to the definition that contains them. */
import { appendPointer } from '../../packages/schema/src/pointer.js';

/** One reference between two definitions. */
interface Reference {
  /** JSON Pointer to the reference, in the schema file. */
  readonly pointer: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Lists the pointers of references that close a circle. A value of such a type nests without a bound:
 * normalisers and encoders, which call one another, would overflow the stack on it.
 */
export function referenceCycles(definitions: Readonly<Record<string, unknown>>): string[] {
  const references = Object.entries(definitions).flatMap(([name, node]) =>
    referencesIn(name, appendPointer('/$defs', name), node),
  );
  return references
    .filter(({ from, to }) => reaches(to, from, references))
    .map(({ pointer }) => pointer);
}

function referencesIn(from: string, pointer: string, node: unknown): Reference[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const at = appendPointer(pointer, key);
    if (key !== '$ref' || typeof value !== 'string') return referencesIn(from, at, value);
    return [{ pointer: at, from, to: value.replace('#/$defs/', '') }];
  });
}

function reaches(start: string, end: string, references: readonly Reference[]): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === end) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...references.filter(({ from }) => from === name).map(({ to }) => to));
  }
  return false;
}
