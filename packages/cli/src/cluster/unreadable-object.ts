import { unreadableDurations } from '@k8s-backup-target/velero/objects';
import type { ClusterFacts } from '../facts/facts.js';
import type { Fields } from '../input/fields.js';

type Kind = 'Backup' | 'Schedule';

/** Asked once for each application, of Backups that may be thousands. */
const KNOWN = new WeakMap<readonly Fields[], Fields | null>();

/** The first Backup with a duration that Velero cannot read: while it is there, Velero processes none. */
export function unreadableBackup(
  { backups }: ClusterFacts,
  veleroVersion: string,
): Fields | undefined {
  return firstUnreadable('Backup', backups, veleroVersion);
}

/** The first such Schedule: while it is there, Velero takes up no new one, and ends at its next start. */
export function unreadableSchedule(
  { schedules }: ClusterFacts,
  veleroVersion: string,
): Fields | undefined {
  return firstUnreadable('Schedule', schedules, veleroVersion);
}

function firstUnreadable(
  kind: Kind,
  objects: readonly Fields[],
  veleroVersion: string,
): Fields | undefined {
  const known = KNOWN.get(objects);
  if (known !== undefined) return known ?? undefined;
  const found = objects.find((one) => unreadableDurations(kind, one, veleroVersion).length > 0);
  KNOWN.set(objects, found ?? null);
  return found;
}
