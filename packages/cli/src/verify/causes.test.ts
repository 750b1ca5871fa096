import { expect, it } from 'vitest';
import { ruleOf } from './causes.js';

/** As Velero 1.18.3 writes them in a Backup's results. */
const MESSAGES: readonly (readonly [string, string | undefined])[] = [
  ['PVC app/data has no volume backing this claim', 'claim-without-volume'],
  [
    'failed to determine CSI driver for PVCs in VolumeGroupSnapshot group "db": PVC app/spare has no volume backing this claim',
    'volume-group-unfit',
  ],
  [
    'timeout waiting for VolumeSnapshots to have status created via VolumeGroupSnapshot velero-db-x: context deadline exceeded',
    'volume-group-unfit',
  ],
  [
    'failed to re-fetch VGS after creation: multiple VolumeGroupSnapshots found matching labels',
    'volume-group-unfit',
  ],
  [
    'failed to determine VolumeGroupSnapshotClass for CSI driver "d": no VolumeGroupSnapshotClass found for driver "d" for PVC data',
    'snapshot-class-missing',
  ],
  [
    'failed to get VolumeSnapshotClass for StorageClass fast: error getting VolumeSnapshotClass: failed to get VolumeSnapshotClass for provisioner d: ensure that the desired VolumeSnapshotClass has the velero.io/csi-volumesnapshot-class label or snapshot.storage.kubernetes.io/is-default-class annotation, and that its driver matches the StorageClass provisioner',
    'snapshot-class-missing',
  ],
  ['error getting storage class: storageclasses "fast" not found', 'storage-class-missing'],
  ['daemonset pod not found in running state in node node-1', 'no-node-agent'],
  ['persistentvolumeclaims "data" not found', 'claim-missing'],
  ['persistentvolumes "pv-1" not found', 'claim-without-volume'],
  ['the sun was in its eyes', undefined],
];

it.each(MESSAGES)('%s', (text, rule) => {
  expect(ruleOf(text)).toBe(rule);
});
