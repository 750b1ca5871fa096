import type { Fields } from '../input/fields.js';

/** What an index finds objects by; several lists may be indexed in the same way. */
export interface Index {
  readonly keysOf: (object: Fields) => readonly string[];
  readonly known: WeakMap<readonly Fields[], ReadonlyMap<string, readonly number[]>>;
}

/** An index of objects by keys, made for a list when it is first asked about. */
export function indexBy(keysOf: Index['keysOf']): Index {
  return { keysOf, known: new WeakMap() };
}

/** The objects of a list that have one of the keys, in the order of the list: thousands ask about thousands. */
export function foundBy(
  index: Index,
  objects: readonly Fields[],
  keys: readonly string[],
): readonly Fields[] {
  const places = index.known.get(objects) ?? placesByKey(index, objects);
  index.known.set(objects, places);
  const found = new Set(keys.flatMap((key) => places.get(key) ?? []));
  return [...found]
    .sort((one, other) => one - other)
    .map((place) => objects[place])
    .filter((object) => object !== undefined);
}

function placesByKey({ keysOf }: Index, objects: readonly Fields[]) {
  const places = new Map<string, number[]>();
  for (const [place, object] of objects.entries()) {
    for (const key of keysOf(object)) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [place]);
      else known.push(place);
    }
  }
  return places;
}
