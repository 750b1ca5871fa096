import type { Databag } from '@k8s-backup-target/schema';
import { BACKUP_TARGETS } from '@k8s-backup-target/schema/internal';
import { databagKeyKey, unitDatabagUnit } from '../generated/databag-templates.js';
import { targetsKey } from '../juju/target-endpoints.js';
import { findingBy, type UnplacedFinding } from './input-finding.js';

/**
 * Targets under another key, or in the databag of a unit: no requirer looks there. None for a databag that has the key.
 *
 * @param unitKeys the keys in the databags of the units at the other end.
 */
export function misplacedKey(
  databag: Databag,
  unitKeys: readonly string[],
): readonly UnplacedFinding[] {
  const key = targetsKey(databag);
  if (key === BACKUP_TARGETS) return [];
  if (key !== undefined) return [findingBy(databagKeyKey, { key, expected: BACKUP_TARGETS })];
  return unitKeys.includes(BACKUP_TARGETS)
    ? [findingBy(unitDatabagUnit, { key: BACKUP_TARGETS })]
    : [];
}
