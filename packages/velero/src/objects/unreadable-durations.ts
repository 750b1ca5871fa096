import { appendPointer } from '@k8s-backup-target/schema/internal';
import { parseGoDuration } from '../go-duration.js';
import type { VeleroKind } from './generated/schemas.js';
import { isMembers, type Members, type Structure } from './schema/structure.js';
import { schemaOf } from './schema-of.js';

/**
 * The durations in an object that Velero cannot read, as JSON Pointers. The API server takes any text there; Velero
 * then reads no object of that kind any more, because it lists them all at once.
 *
 * @param release of Velero, such as `1.18.3`.
 */
export function unreadableDurations(
  kind: VeleroKind,
  object: Members,
  release: string,
): readonly string[] {
  return unreadableIn(object, schemaOf(kind, release), '');
}

function unreadableIn(value: unknown, structure: Structure | undefined, path: string): string[] {
  if (structure === undefined) return [];
  if (structure['x-velero-duration'] === true) {
    return typeof value === 'string' && parseGoDuration(value) === undefined ? [path] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => unreadableIn(item, structure.items, `${path}/${index}`));
  }
  const { properties = {} } = structure;
  return Object.entries(isMembers(value) ? value : {}).flatMap(([name, member]) =>
    unreadableIn(
      member,
      Object.hasOwn(properties, name) ? properties[name] : structure.additionalProperties,
      appendPointer(path, name),
    ),
  );
}
