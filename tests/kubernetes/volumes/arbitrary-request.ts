/** Random Backups over volumes, with the policies that people write about them. */
import fc from 'fast-check';
import type { AskedBackup, Policy } from '../asked-backup.js';
import { sometimes } from '../random/sometimes.js';

type Fields = Readonly<Record<string, unknown>>;

const condition: fc.Arbitrary<Fields> = fc.constantFrom<Fields>(
  {},
  { capacity: '0,5Gi' },
  { capacity: '5Gi,' },
  { storageClass: ['fast'] },
  { storageClass: ['ebs', 'missing'] },
  { nfs: {} },
  { nfs: null },
  { csi: {} },
  { csi: { driver: 'd' } },
  { csi: { driver: 'd', volumeAttributes: { tier: 'gold' } } },
  { volumeTypes: ['emptyDir', 'csi'] },
  { volumeTypes: ['awsElasticBlockStore'] },
  { pvcLabels: { tier: 'gold' } },
  { pvcPhase: ['Pending', 'Lost'] },
  { pvcVolumeMode: 'Block' },
  { pvcAccessModes: ['ReadWriteOnce'] },
);

const entry = fc
  .tuple(condition, fc.constantFrom('skip', 'fs-backup', 'snapshot', 'snapshot', 'custom'))
  .map(([conditions, type]) => ({ conditions, action: { type } }));

/** A policy about volumes. */
const arbitraryPolicy: fc.Arbitrary<Policy> = fc
  .array(entry, { maxLength: 3 })
  .map((volumePolicies) => ({ version: 'v1', volumePolicies }));

const spec = fc.record(
  {
    includedNamespaces: fc.constantFrom(['app', 'db'], ['app', 'db'], ['app'], ['*']),
    excludedResources: fc.constantFrom(
      ['persistentvolumeclaims'],
      ['pods'],
      ['persistentvolumes'],
      ['secrets'],
      ['secrets'],
      ['secrets'],
    ),
    includeClusterResources: fc.constantFrom(true, false, true, null, null, null),
    snapshotVolumes: fc.constantFrom(null, null, null, true, false),
    snapshotMoveData: fc.boolean(),
    defaultVolumesToFsBackup: fc.boolean(),
    // As long as Velero waits in vain for the snapshots of some volume groups.
    csiSnapshotTimeout: fc.constant('15s'),
  },
  { requiredKeys: ['includedNamespaces', 'snapshotVolumes', 'csiSnapshotTimeout'] },
);

/** Those by which a Backup names classes. */
const annotations: fc.Arbitrary<Readonly<Record<string, string>>> = fc.record(
  {
    'velero.io/csi-volumesnapshot-class_d': fc.constantFrom('one', 'TWO', 'other', 'no'),
    'velero.io/csi-volumegroupsnapshot-class_d': fc.constantFrom('all', 'both', 'no', ''),
  },
  { requiredKeys: [] },
);

/** How many Backups come together. */
export const BACKUPS_AT_ONCE = 10;

export const arbitraryRequests: fc.Arbitrary<readonly AskedBackup[]> = fc.array(
  fc.record({
    backup: spec,
    policy: sometimes(40, arbitraryPolicy, null),
    annotations: sometimes(20, annotations, {}),
  }),
  { minLength: BACKUPS_AT_ONCE, maxLength: BACKUPS_AT_ONCE },
);
