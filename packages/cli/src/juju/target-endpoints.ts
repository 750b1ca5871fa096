import type { Databag } from '@k8s-backup-target/schema';
import { BACKUP_TARGETS } from '@k8s-backup-target/schema/internal';
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

/** True of an endpoint that is named as those are at which targets are received. */
export function isRequirerEndpoint(endpoint: string): boolean {
  return NAMED_LIKE_INTERFACE.test(endpoint) || RECEIVES.test(endpoint);
}

/** The relations in which the unit's own application publishes targets, as its other end tells. */
export function providerRelations({ relations }: Unit): readonly UnitRelation[] {
  return relations.filter(
    ({ endpoint, relatedEndpoint, ownDatabag }) =>
      !NAMED_LIKE_INTERFACE.test(endpoint) &&
      (NAMED_LIKE_INTERFACE.test(relatedEndpoint) ||
        (ownDatabag !== undefined && holdsTargets(ownDatabag))),
  );
}

function isTarget({ endpoint, databag }: UnitRelation): boolean {
  return (
    NAMED_LIKE_INTERFACE.test(endpoint) ||
    (holdsTargets(databag) && !isBackupConfig({ endpoint, databag }))
  );
}

/** velero-operator's endpoint for `velero_backup_config`. */
const RECEIVES = /^velero[-_]backups?$/;

/**
 * True of a relation whose databag is of `velero_backup_config`: the older interface, by which a charm, or an integrator,
 * hands one backup to velero-operator.
 */
export function isBackupConfig({
  endpoint,
  databag,
}: Pick<UnitRelation, 'endpoint' | 'databag'>): boolean {
  return isForwarded(databag) || (RECEIVES.test(endpoint) && Object.hasOwn(databag, 'spec'));
}

/**
 * The relations of velero-operator's unit by which charms hand it their backups themselves. What an integrator among
 * `units` hands on is published to that integrator.
 */
export function backupConfigRelations(unit: Unit, units: readonly Unit[]): readonly UnitRelation[] {
  const integrators = new Set(
    units.filter((other) => targetRelations(other, undefined).length > 0).map(({ app }) => app),
  );
  return unit.relations.filter(
    (relation) => isBackupConfig(relation) && !integrators.has(relation.remoteApp ?? ''),
  );
}

/** The key that holds the targets, or was meant to: `backup-targets`; undefined where there is none. */
export function targetsKey(databag: Databag): string | undefined {
  if (Object.hasOwn(databag, BACKUP_TARGETS)) return BACKUP_TARGETS;
  return Object.keys(databag).find((key) => /^backup[-_ ]?targets?$/i.test(key));
}

/** True of a databag with backup targets, in the list of today or in the old flat layout. */
export function holdsTargets(databag: Databag): boolean {
  return (
    targetsKey(databag) !== undefined || (Object.hasOwn(databag, 'spec') && !isForwarded(databag))
  );
}

/** Tells `velero_backup_config` from the old flat layout of this interface: its spec holds a schedule. */
export function isForwarded(databag: Databag): boolean {
  return Object.hasOwn(fieldsOf(parsedText(databag['spec'])), 'schedule');
}

/** The value of a JSON text; undefined for anything else. */
export function parsedText(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
