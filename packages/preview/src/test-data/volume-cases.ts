/** For each rule about the data of volumes a spec and a cluster on which a preview answers with it. */
import type { Inventory, InventoryObject, PreviewSpec, VeleroState, VolumeRule } from '../index.js';
import { claim, inventory, namespace, object } from './objects.js';

/** A spec and a cluster. */
export interface VolumeCase {
  readonly spec: PreviewSpec;
  readonly inventory: Inventory;
  readonly veleroVersion?: string | undefined;
}

const AGENT = object('pods/velero/agent', {
  labels: { role: 'node-agent' },
  spec: { nodeName: 'node' },
  status: { phase: 'Running' },
});

const CLAIM = claim('app/data', 'pv-1', {
  spec: { volumeName: 'pv-1', storageClassName: 'fast' },
});

/** A pod of the name `web` with the volume `v`, of the claim `data` unless `source` says otherwise. */
function pod(fields: object = {}, source: object = {}, details: object = {}): InventoryObject {
  const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' }, ...source }];
  const containers = [{ volumeMounts: [{ name: 'v' }] }];
  const spec = { nodeName: 'node', volumes, containers, ...fields };
  return object('pods/app/web', { spec, status: { phase: 'Running' }, ...details });
}

function volume(source: object): InventoryObject {
  const claimRef = { namespace: 'app', name: 'data' };
  return object('persistentvolumes//pv-1', { spec: { claimRef, ...source } });
}

const EBS = volume({ csi: { driver: 'ebs.csi.aws.com' } });
const NFS = volume({ nfs: { server: 's', path: '/' } });
const LOCATION = object('volumesnapshotlocations.velero.io/velero/default', {
  spec: { provider: 'velero.io/aws' },
});
const FAST = object('storageclasses.storage.k8s.io//fast', { provisioner: 'ebs.csi.aws.com' });
const CLASS = object('volumesnapshotclasses.snapshot.storage.k8s.io//snap', {
  driver: 'ebs.csi.aws.com',
});

const STORAGE = object('backupstoragelocations.velero.io/velero/default', {
  status: { phase: 'Available' },
});

function repository(phase: string): InventoryObject {
  return object('backuprepositories.velero.io/velero/app-default-kopia', {
    labels: {
      'velero.io/volume-namespace': 'app',
      'velero.io/storage-location': 'default',
      'velero.io/repository-type': 'kopia',
    },
    status: { phase },
  });
}

const CSI: VeleroState = { server: { features: ['EnableCSI'] } };
const COPIES: PreviewSpec = { defaultVolumesToFsBackup: true };
const POLICY: PreviewSpec = { resourcePolicy: { kind: 'configmap', name: 'p' } };

function policy(text: string): VeleroState {
  return { server: {}, configMaps: [{ name: 'p', data: { policy: text } }] };
}

const SKIPS = policy('version: v1\nvolumePolicies: [{conditions: {}, action: {type: skip}}]');

function given(
  spec: PreviewSpec,
  objects: readonly InventoryObject[],
  velero: VeleroState = { server: {} },
  veleroVersion?: string,
): VolumeCase {
  const cluster = inventory(namespace('app'), namespace('velero'), ...objects);
  return { spec, inventory: { ...cluster, velero }, veleroVersion };
}

/** A case for each rule. */
export const VOLUME_CASES: Readonly<Record<VolumeRule, VolumeCase>> = {
  'file-system-backup': given(COPIES, [pod(), CLAIM, NFS, AGENT]),
  snapshot: given({}, [pod(), CLAIM, EBS, LOCATION]),
  'source-left-out': given(COPIES, [
    pod({}, { persistentVolumeClaim: null, hostPath: { path: '/' } }),
    AGENT,
  ]),
  'claim-type-left-out': given({ ...COPIES, excludedResources: ['pvc'] }, [pod(), AGENT]),
  'claim-missing': given(POLICY, [pod()], policy('version: v1')),
  'claim-without-volume': given({}, [claim('app/data', '')]),
  'policy-action': given(POLICY, [pod(), CLAIM, NFS], SKIPS),
  'not-opted-in': given({}, [pod({}, { persistentVolumeClaim: null, emptyDir: {} })]),
  'opted-out': given(COPIES, [
    pod(
      {},
      { persistentVolumeClaim: null, emptyDir: {} },
      { annotations: { 'backup.velero.io/backup-volumes-excludes': 'v' } },
    ),
  ]),
  'left-to-file-system-backup': given({}, [
    pod(
      {},
      {},
      { annotations: { 'backup.velero.io/backup-volumes': 'v' }, deletionTimestamp: 'x' },
    ),
    CLAIM,
    EBS,
    LOCATION,
  ]),
  'snapshots-off': given({ snapshotVolumes: false }, [pod(), CLAIM, EBS, LOCATION]),
  'not-in-backup': given({ includedResources: ['secrets'] }, [pod(), CLAIM, EBS, LOCATION]),
  'volume-not-in-backup': given({ includeClusterResources: false }, [pod(), CLAIM, EBS, LOCATION]),
  'pod-not-in-backup': given({ excludedResources: ['pods'] }, [
    pod({}, { persistentVolumeClaim: null, emptyDir: {} }),
  ]),
  'pod-not-running': given(COPIES, [
    pod({}, {}, { status: { phase: 'Succeeded' } }),
    CLAIM,
    NFS,
    AGENT,
  ]),
  'claim-taken': given(COPIES, [pod(), { ...pod(), name: 'web-2' }, CLAIM, NFS, AGENT]),
  'uploader-refused': given(COPIES, [pod(), CLAIM, NFS, AGENT], {
    server: { uploaderType: 'restic' },
  }),
  'no-node-agent': given(COPIES, [pod(), CLAIM, NFS]),
  'no-repository': given(COPIES, [pod(), CLAIM, NFS, AGENT, STORAGE, repository('NotReady')]),
  'host-path': given(COPIES, [pod(), CLAIM, volume({ hostPath: { path: '/' } }), AGENT]),
  'raw-block': given(COPIES, [
    pod({ containers: [{ volumeDevices: [{ name: 'v' }] }] }),
    CLAIM,
    NFS,
    AGENT,
  ]),
  'not-mounted': given(COPIES, [pod({ containers: [{}] }), CLAIM, NFS, AGENT]),
  'no-snapshotter': given({}, [pod(), CLAIM, NFS]),
  'snapshotter-unknown': given({}, [
    pod(),
    CLAIM,
    NFS,
    { ...LOCATION, spec: { provider: 'example.com/own' } },
  ]),
  'left-to-csi': given(
    { includedClusterScopedResources: ['pv'], excludedNamespaceScopedResources: ['pvc'] },
    [pod(), CLAIM, EBS, FAST, CLASS],
    CSI,
  ),
  'csi-off': given({}, [pod(), CLAIM, EBS]),
  'csi-unknown': given({}, [pod(), CLAIM, EBS, FAST, CLASS], {}),
  'storage-class-missing': given({}, [pod(), CLAIM, EBS, CLASS], CSI),
  'volume-group-unfit': given(
    {},
    [
      claim('app/data', 'pv-1', {
        labels: { 'velero.io/volume-group': 'db' },
        spec: { volumeName: 'pv-1', storageClassName: 'fast' },
      }),
      claim('app/spare', '', { labels: { 'velero.io/volume-group': 'db' } }),
      EBS,
    ],
    CSI,
  ),
  'snapshot-class-missing': given({}, [pod(), CLAIM, EBS, FAST], CSI),
  'global-policy-unseen': given({ snapshotVolumes: false }, [pod(), CLAIM, EBS, FAST, CLASS], {
    configMaps: [
      {
        name: 'g',
        data: {
          policy: 'version: v1\nvolumePolicies: [{conditions: {}, action: {type: snapshot}}]',
        },
      },
    ],
    server: { features: ['EnableCSI'], globalBackupVolumePoliciesConfigmap: 'g' },
  }),
  'data-mover-waits': given(
    { snapshotMoveData: true },
    [pod(), CLAIM, EBS, FAST, CLASS],
    CSI,
    '1.18.1',
  ),
};
