import { appendPointer } from '@k8s-backup-target/schema/internal';
import type { Structure } from './schema/structure.js';

interface Place {
  readonly path: string;
  readonly structure: Structure;
}

/**
 * Where a schema has a field of that name: the JSON Pointer of the nearest to the top, in the order of the schema,
 * or null. Members of lists are not looked at, since they have no one place.
 *
 * @param from the pointer of `structure`.
 */
export function placeOfField(name: string, structure: Structure, from: string): string | null {
  let level: readonly Place[] = [{ path: from, structure }];
  while (level.length > 0) {
    const found = level.find((place) => Object.hasOwn(place.structure.properties ?? {}, name));
    if (found !== undefined) return appendPointer(found.path, name);
    level = level.flatMap(({ path, structure: { properties = {} } }) =>
      Object.entries(properties).map(([key, part]) => ({
        path: appendPointer(path, key),
        structure: part,
      })),
    );
  }
  return null;
}
