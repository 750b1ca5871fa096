import { unreadableDurations } from '@k8s-backup-target/velero/objects';
import type { ClusterFacts } from '../facts/facts.js';
import type { Fields } from '../input/fields.js';

/** Asked once for each application, of Backups that may be thousands. */
const KNOWN = new WeakMap<readonly Fields[], Fields | null>();

/** The first Backup with a duration that Velero cannot read: while it is there, Velero processes none. */
export function unreadableBackup(
  { backups }: ClusterFacts,
  veleroVersion: string,
): Fields | undefined {
  const known = KNOWN.get(backups);
  if (known !== undefined) return known ?? undefined;
  const found = backups.find(
    (backup) => unreadableDurations('Backup', backup, veleroVersion).length > 0,
  );
  KNOWN.set(backups, found ?? null);
  return found;
}
