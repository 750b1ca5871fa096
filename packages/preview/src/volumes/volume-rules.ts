/** A reason for a decision about the data of a volume. */
export type VolumeRule =
  | 'file-system-backup'
  | 'source-left-out'
  | 'claim-type-left-out'
  | 'claim-missing'
  | 'claim-without-volume'
  | 'policy-action'
  | 'not-opted-in'
  | 'opted-out'
  | 'left-to-file-system-backup'
  | 'snapshots-off'
  | 'snapshot';

/** What decided about the data of a volume: the clause that says so. */
export const VOLUME_RULES: Readonly<Record<VolumeRule, string>> = {
  'file-system-backup': 'file-system backup is asked for',
  'source-left-out': 'Velero never copies volumes of this kind',
  'claim-type-left-out': 'persistentvolumeclaims are not among the included types',
  'claim-missing': 'its claim does not exist',
  'claim-without-volume': 'its claim is not bound to a volume that exists',
  'policy-action': 'the resource policy decides so',
  'not-opted-in': 'the pod does not name it in backup.velero.io/backup-volumes',
  'opted-out': 'the pod names it in backup.velero.io/backup-volumes-excludes',
  'left-to-file-system-backup': 'Velero leaves it to file-system backup',
  'snapshots-off': 'snapshotVolumes is false',
  snapshot: 'a snapshot is asked for',
};
