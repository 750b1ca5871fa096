import { BACKUP_TARGETS } from '@k8s-backup-target/schema';
import { fieldsOf } from '../input/fields.js';
import type { Unit, UnitRelation } from './show-unit.js';

/** Endpoint names of charms in the field, which follow the interface's name. */
const NAMED_LIKE_INTERFACE = /^(?:k8s[-_])?backup[-_]targets?(?:[-_]|$)/;

/**
 * The relations of a unit that hold backup targets. `show-unit` does not name the interface: an endpoint
 * counts when it is named like it, or when one of its relations holds targets.
 */
export function targetRelations(unit: Unit, endpoint: string | undefined): readonly UnitRelation[] {
  const counts = new Set(
    unit.relations.filter((relation) => isTarget(relation)).map((relation) => relation.endpoint),
  );
  return unit.relations.filter((relation) =>
    endpoint === undefined ? counts.has(relation.endpoint) : relation.endpoint === endpoint,
  );
}

function isTarget({ endpoint, databag }: UnitRelation): boolean {
  if (NAMED_LIKE_INTERFACE.test(endpoint) || Object.hasOwn(databag, BACKUP_TARGETS)) return true;
  return Object.hasOwn(databag, 'spec') && !isForwarded(databag);
}

/** Tells `velero_backup_config` from the old flat layout of this interface: its spec holds a schedule. */
export function isForwarded(databag: Readonly<Record<string, string>>): boolean {
  return Object.hasOwn(fieldsOf(parsed(databag['spec'])), 'schedule');
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
