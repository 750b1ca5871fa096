import { nearest } from '@k8s-backup-target/schema/internal';
import type { ApiType } from '../discovery/api-type.js';

/** The type whose plural, singular or full name is spelt nearly so; undefined where none is. */
export function nearestType(entry: string, types: readonly ApiType[]): ApiType | undefined {
  const name = entry.trim();
  if (/[*?[\]{}]/.test(name)) return undefined;
  const byName = new Map<string, ApiType>();
  for (const type of types.filter(({ backupable }) => backupable)) {
    for (const known of [type.plural, type.singular, type.id]) {
      if (!byName.has(known)) byName.set(known, type);
    }
  }
  const found = nearest(name, [...byName.keys()]);
  return found === undefined ? undefined : byName.get(found);
}
