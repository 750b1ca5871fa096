import { toBackupSpec } from './backup-spec.js';
import { acceptTarget, refuseLongIdentity } from './guard.js';
import { refuseInvalidOptions, type VeleroOptions } from './options.js';
import type { Backup } from './resources.js';
import type { Target } from './target.js';
import { metadataOf } from './target-labels.js';
import { targetName } from './target-name.js';

/** The options of a single Backup. */
export interface BackupOptions extends VeleroOptions {
  /**
   * When the backup is asked for: then `-YYYYMMDDhhmmss`, in UTC, ends the name, as Velero names the
   * Backups of a Schedule. Velero refuses a name that is already in the object storage, so give it for
   * anything but the first backup. Default: the bare name.
   */
  readonly at?: Date | undefined;
}

/**
 * Makes the `velero.io/v1` Backup of a target.
 *
 * Fields that are not set in the target are left out, which is what Velero takes for its default; an empty
 * include list means everything. A ttl that is null or empty is left out, and the server's default
 * (720 hours unless set otherwise) holds.
 *
 * @throws VeleroError `invalid-target` when any version of Velero would refuse the Backup, or when the
 * ttl is zero, which Velero would read as its default; `invalid-options` when an option would be
 * refused. See `lintForVelero` for what bites without being refused.
 * @throws RangeError when `at` is not a valid date.
 */
export function toBackup(target: Target, options: BackupOptions): Backup {
  refuseInvalidOptions(options);
  const whole = acceptTarget(target);
  refuseLongIdentity(whole);
  const name = targetName(whole);
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Backup',
    metadata: metadataOf(
      whole,
      options.at === undefined ? name : `${name}-${timestamp(options.at)}`,
      options,
    ),
    spec: toBackupSpec(whole.spec, options),
  };
}

/** `YYYYMMDDhhmmss` in UTC. */
function timestamp(at: Date): string {
  return at.toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length).replace(/\D/g, '');
}
