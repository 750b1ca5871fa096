import type { ClusterFacts } from '../facts/facts.js';
import { fieldsOf, textOf } from '../input/fields.js';
import { type BackupSummary, metadataOf } from './velero-objects.js';

/** Why nothing can be restored from where a Backup is. */
export interface PlaceFault {
  readonly location: string;
  /** As it follows the location's name. */
  readonly fault: string;
}

/** Tells whether the storage location of a Backup is there; undefined where it is, or the input does not tell. */
export function placeFault(
  { spec }: BackupSummary,
  { storageLocations, notRead, isWhole }: ClusterFacts,
): PlaceFault | undefined {
  const location = textOf(spec['storageLocation']) ?? '';
  if (location === '' || !isWhole) return undefined;
  if (notRead.some(({ type }) => type === 'backupstoragelocations')) return undefined;
  const found = storageLocations.find((one) => metadataOf(one).name === location);
  if (found === undefined) return { location, fault: 'does not exist' };
  const phase = textOf(fieldsOf(found['status'])['phase']);
  return phase === 'Unavailable' ? { location, fault: 'is Unavailable' } : undefined;
}
