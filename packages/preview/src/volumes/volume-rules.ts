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
  | 'snapshot'
  | FateRule;

/** A reason beyond the decision: what becomes of it when the Backup runs. */
export type FateRule =
  | 'not-in-backup'
  | 'pod-not-in-backup'
  | 'volume-not-in-backup'
  | 'pod-not-running'
  | 'claim-taken'
  | 'uploader-refused'
  | 'no-node-agent'
  | 'host-path'
  | 'raw-block'
  | 'not-mounted'
  | 'no-snapshotter'
  | 'snapshotter-unknown'
  | 'csi-off'
  | 'left-to-csi'
  | 'csi-unknown'
  | 'storage-class-missing'
  | 'snapshot-class-missing'
  | 'global-policy-unseen'
  | 'data-mover-waits';

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
  'not-in-backup': 'neither its pod, nor its claim, nor its PersistentVolume is in the backup',
  'volume-not-in-backup': 'its PersistentVolume is not in the backup',
  'pod-not-in-backup': 'its pod is not in the backup',
  'pod-not-running': 'its pod does not run, so that Velero skips it with a warning',
  'claim-taken': 'another pod with the same claim comes before',
  'uploader-refused': 'this release refuses the uploader that the server was started with',
  'no-node-agent': 'no node agent runs where it is needed',
  'host-path': 'Velero does not copy a hostPath volume',
  'raw-block': 'Velero does not copy a raw block volume',
  'not-mounted': 'no container of the pod mounts it',
  'no-snapshotter': 'no VolumeSnapshotLocation has a plugin for volumes of this kind',
  'snapshotter-unknown': 'it depends on the plugin of a VolumeSnapshotLocation',
  'left-to-csi': 'it is a CSI volume, whose snapshot Velero takes with its claim',
  'csi-off': 'it is a CSI volume, and the server runs without EnableCSI',
  'csi-unknown': 'the inventory does not tell what a CSI snapshot depends on',
  'storage-class-missing': 'its claim has no StorageClass that exists',
  'snapshot-class-missing': 'no VolumeSnapshotClass is chosen for its driver',
  'global-policy-unseen': "the CSI plugin does not see the server's global policy",
  'data-mover-waits': 'no node agent moves the data: the Backup waits until it times out',
};
