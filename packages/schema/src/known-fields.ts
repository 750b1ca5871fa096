import { pointerTokens } from './pointer.js';

/** The fields of an object of the contract, and those of the objects within; null of any other value. */
export interface KnownFields {
  readonly [name: string]: KnownFields | null;
}

/** The names of the fields of the object at a path; items of a list have no name of their own. */
export function knownAt(fields: KnownFields, path: string): readonly string[] {
  const inner = pointerTokens(path).reduce(
    (known, token) => (/^\d+$/.test(token) ? known : (known[token] ?? {})),
    fields,
  );
  return Object.keys(inner);
}
