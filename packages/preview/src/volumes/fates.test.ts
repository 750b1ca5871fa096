import { describe, expect, it } from 'vitest';
import { type InventoryObject, type PreviewSpec, preview, type VeleroState } from '../index.js';
import { claim, inventory, namespace, object } from '../test-data/objects.js';

const AGENT = object('pods/velero/agent', {
  labels: { role: 'node-agent' },
  spec: { nodeName: 'node' },
  status: { phase: 'Running' },
});

const CLAIM = claim('app/data', 'pv-1', {
  spec: { volumeName: 'pv-1', storageClassName: 'fast' },
});

function pod(phase = 'Running', fields: object = {}, source: object = {}): InventoryObject {
  const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' }, ...source }];
  const containers = [{ volumeMounts: [{ name: 'v' }] }];
  const spec = { nodeName: 'node', volumes, containers, ...fields };
  return object('pods/app/web', { spec, status: { phase } });
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

function repository(
  phase: string,
  labels: object = {},
  name = 'app-default-kopia',
): InventoryObject {
  return object(`backuprepositories.velero.io/velero/${name}`, {
    labels: {
      'velero.io/volume-namespace': 'app',
      'velero.io/storage-location': 'default',
      'velero.io/repository-type': 'kopia',
      ...labels,
    },
    status: { phase },
  });
}

const CSI: VeleroState = { server: { features: ['EnableCSI'] } };
const COPIES: PreviewSpec = { defaultVolumesToFsBackup: true };

function fates(
  spec: PreviewSpec,
  objects: readonly InventoryObject[],
  velero: VeleroState = { server: {} },
  veleroVersion = '1.18.3',
) {
  const cluster = { ...inventory(namespace('app'), namespace('velero'), ...objects), velero };
  const found = preview(spec, cluster, { veleroVersion }).volumes;
  return found.flatMap(({ pod: by, method, rule }) =>
    by?.startsWith('velero/') === true ? [] : [`${method} ${rule}`],
  );
}

describe('the volumes of a preview', () => {
  it('has a row for each volume of a pod, with its claim and its PersistentVolume', () => {
    const cluster = inventory(namespace('app'), pod(), CLAIM, NFS, claim('app/free', ''));
    expect(preview({}, { ...cluster, velero: { server: {} } }).volumes).toEqual([
      {
        pod: 'app/web',
        volume: 'v',
        claim: 'app/data',
        persistentVolume: 'pv-1',
        source: null,
        method: 'none',
        rule: 'no-snapshotter',
      },
      {
        pod: null,
        volume: null,
        claim: 'app/free',
        persistentVolume: null,
        source: null,
        method: 'none',
        rule: 'claim-without-volume',
      },
    ]);
  });

  it.each<[string, InventoryObject, readonly InventoryObject[], VeleroState?]>([
    ['fs-backup file-system-backup', pod(), [NFS, AGENT]],
    ['none pod-not-running', pod('Succeeded'), [NFS, AGENT]],
    ['error no-node-agent', pod(), [NFS]],
    ['error uploader-refused', pod(), [NFS, AGENT], { server: { uploaderType: 'restic' } }],
    ['none host-path', pod(), [volume({ hostPath: { path: '/' } }), AGENT]],
    ['none not-mounted', pod('Running', { containers: [{}] }), [NFS, AGENT]],
    [
      'none raw-block',
      pod('Running', { containers: [{ volumeDevices: [{ name: 'v' }] }] }),
      [NFS, AGENT],
    ],
  ])('copies files of running pods next to a node agent: %s', (found, web, others, velero) => {
    expect(fates(COPIES, [web, CLAIM, ...others], velero)).toEqual([found]);
  });

  it.each<[string, InventoryObject[], PreviewSpec?, VeleroState?]>([
    ['error no-repository', [repository('NotReady')]],
    ['error no-repository', [repository('Ready'), repository('Ready', {}, 'other')]],
    ['fs-backup file-system-backup', [repository('Ready')]],
    ['fs-backup file-system-backup', [repository('')]],
    [
      'fs-backup file-system-backup',
      [repository('NotReady', { 'velero.io/volume-namespace': 'b' })],
    ],
    [
      'fs-backup file-system-backup',
      [repository('NotReady', { 'velero.io/repository-type': 'restic' })],
    ],
    ['fs-backup file-system-backup', [repository('NotReady')], { storageLocation: 'second' }],
    [
      'error no-repository',
      [repository('NotReady', { 'velero.io/storage-location': 'second' })],
      { storageLocation: 'second' },
    ],
    [
      'error no-repository',
      [repository('NotReady', { 'velero.io/storage-location': 'second' })],
      {},
      { server: { defaultBackupStorageLocation: 'second' } },
    ],
  ])('asks for one repository that is ready: %s', (found, repositories, spec, velero) => {
    const storage = ['default', 'second'].map((name) =>
      object(`backupstoragelocations.velero.io/velero/${name}`, { status: { phase: 'Available' } }),
    );
    const objects = [pod(), CLAIM, NFS, AGENT, ...storage, ...repositories];
    expect(fates({ ...COPIES, ...spec }, objects, velero)).toEqual([found]);
    const { phase } = preview(
      { ...COPIES, ...spec },
      { ...inventory(namespace('app'), ...objects), velero: velero ?? {} },
    );
    expect(phase).toBe(found.startsWith('error') ? 'PartiallyFailed' : 'Completed');
  });

  it('copies the files of a claim once', () => {
    const second = { ...pod(), name: 'web-2' };
    expect(fates(COPIES, [pod(), second, CLAIM, NFS, AGENT])).toEqual([
      'fs-backup file-system-backup',
      'fs-backup claim-taken',
    ]);
  });

  it('copies nothing of a taken claim, wherever its other pods run', () => {
    const second = pod('Running', { nodeName: 'without-agent' });
    const objects = [pod(), { ...second, name: 'web-2' }, CLAIM, NFS, AGENT];
    expect(fates(COPIES, objects)).toEqual([
      'fs-backup file-system-backup',
      'fs-backup claim-taken',
    ]);
    expect(preview(COPIES, inventory(namespace('app'), ...objects)).phase).toBe('Completed');
    const last = [{ ...second, name: 'a' }, ...objects.slice(0, 1), ...objects.slice(2)];
    expect(fates(COPIES, last)).toEqual(['error no-node-agent', 'fs-backup file-system-backup']);
  });

  it('copies a claim with each pod that asks, where the first one opts out', () => {
    const optedOut = { 'backup.velero.io/backup-volumes-excludes': 'v' };
    const first = { ...pod(), name: 'a', annotations: optedOut };
    const objects = [first, pod(), { ...pod(), name: 'web-2' }, CLAIM, NFS, AGENT];
    expect(fates(COPIES, objects)).toEqual([
      'none left-to-file-system-backup',
      'fs-backup file-system-backup',
      'fs-backup file-system-backup',
    ]);
  });

  it('takes native snapshots of what the plugin of a location knows', () => {
    const inDisk = volume({ awsElasticBlockStore: { volumeID: 'x' } });
    expect(fates({}, [pod(), CLAIM, inDisk, LOCATION])).toEqual(['native-snapshot snapshot']);
    expect(fates({}, [pod(), CLAIM, EBS, LOCATION])).toEqual(['native-snapshot snapshot']);
    expect(fates({}, [pod(), CLAIM, EBS])).toEqual(['none csi-off']);
    const unknown = { ...LOCATION, spec: { provider: 'example.com/own' } };
    expect(fates({}, [pod(), CLAIM, NFS, unknown])).toEqual(['unknown snapshotter-unknown']);
    expect(fates({ snapshotVolumes: false }, [pod(), CLAIM, EBS, LOCATION])).toEqual([
      'none snapshots-off',
    ]);
  });

  it.each<[string, readonly InventoryObject[], PreviewSpec]>([
    ['csi-snapshot snapshot', [FAST, CLASS], {}],
    ['csi-data-mover snapshot', [FAST, CLASS, AGENT], { snapshotMoveData: true }],
    ['error no-node-agent', [FAST, CLASS], { snapshotMoveData: true }],
    ['error storage-class-missing', [CLASS], {}],
    ['error snapshot-class-missing', [FAST], {}],
    ['error snapshot-class-missing', [FAST, CLASS, { ...CLASS, name: 'other' }], {}],
    [
      'none left-to-csi',
      [FAST, CLASS],
      { includedClusterScopedResources: ['pv'], excludedNamespaceScopedResources: ['pvc'] },
    ],
  ])('takes CSI snapshots with EnableCSI: %s', (found, classes, spec) => {
    expect(fates(spec, [pod(), CLAIM, EBS, ...classes], CSI)).toEqual([found]);
  });

  it('takes the snapshot of a volume that is there, though its claim is lost', () => {
    const lost = { ...CLAIM, status: { phase: 'Lost' } };
    const ebs = volume({ awsElasticBlockStore: { volumeID: 'v' } });
    const spec = { includeClusterResources: true };
    expect(fates(spec, [lost, ebs, LOCATION])).toEqual(['native-snapshot snapshot']);
    expect(fates(spec, [lost, LOCATION])).toEqual(['none claim-without-volume']);
  });

  it('has no data of a pod that Velero drops, though its files are copied', () => {
    const named = { 'backup.velero.io/backup-volumes': 'tmp,v' };
    const withTmp = (web: InventoryObject, tmp: object): InventoryObject => ({
      ...web,
      annotations: named,
      spec: {
        ...web.spec,
        volumes: [...(web.spec?.volumes ?? []), { name: 'tmp', ...tmp }],
        containers: [{ volumeMounts: [{ name: 'v' }, { name: 'tmp' }] }],
      },
    });
    const gone = { persistentVolumeClaim: { claimName: 'gone' } };
    const first = withTmp(pod(), gone);
    const second = { ...pod(), name: 'web-1', annotations: named };
    expect(fates({}, [first, second, CLAIM, NFS, AGENT])).toEqual([
      'error pod-not-in-backup',
      'error claim-missing',
      'error claim-taken',
    ]);
    // The claim fails before the files of its pod are copied: those of the next pod are.
    const annotated = withTmp({ ...pod() }, { emptyDir: {} });
    const own = { ...annotated, annotations: { 'backup.velero.io/backup-volumes': 'tmp' } };
    expect(fates({}, [own, CLAIM, EBS, AGENT], CSI)).toEqual([
      'error storage-class-missing',
      'error pod-not-in-backup',
    ]);
  });

  it('waits for a data mover that does not run, up to 1.18.1', () => {
    const objects = [pod(), CLAIM, EBS, FAST, CLASS];
    expect(fates({ snapshotMoveData: true }, objects, CSI, '1.18.1')).toEqual([
      'none data-mover-waits',
    ]);
    const cluster = { ...inventory(namespace('app'), ...objects), velero: CSI };
    const asked = preview({ snapshotMoveData: true }, cluster, { veleroVersion: '1.18.1' });
    expect(asked.phase).toBe('PartiallyFailed');
    expect(asked.warnings.map(({ rule }) => rule)).toContain('data-mover-waits');
    const claimed = asked.decisions.find(({ key }) => key === 'persistentvolumeclaims/app/data');
    expect(claimed?.included).toBe(true);
  });

  it('asks the DaemonSets for a node agent where they tell, and no agent for another data mover', () => {
    const objects = [pod(), CLAIM, EBS, FAST, CLASS];
    const agents = (numberReady: number) =>
      object('daemonsets.apps/velero/node-agent', { status: { numberReady } });
    const moved: PreviewSpec = { snapshotMoveData: true };
    expect(fates(moved, [...objects, agents(1)], CSI)).toEqual(['csi-data-mover snapshot']);
    expect(fates(moved, [...objects, AGENT, agents(0)], CSI)).toEqual(['error no-node-agent']);
    expect(fates({ ...moved, datamover: 'other' }, objects, CSI)).toEqual([
      'csi-data-mover snapshot',
    ]);
  });

  it('knows the default class from 1.17 on', () => {
    const annotations = { 'snapshot.storage.kubernetes.io/is-default-class': 'true' };
    const objects = [pod(), CLAIM, EBS, FAST, { ...CLASS, annotations }, { ...CLASS, name: 'b' }];
    expect(fates({}, objects, CSI, '1.17.2')).toEqual(['csi-snapshot snapshot']);
    expect(fates({}, objects, CSI, '1.16.2')).toEqual(['error snapshot-class-missing']);
  });

  it('does not see a global policy in the CSI plugin', () => {
    const policy = 'version: v1\nvolumePolicies: [{conditions: {}, action: {type: snapshot}}]';
    const velero = {
      configMaps: [{ name: 'g', data: { policy } }],
      server: { features: ['EnableCSI'], globalBackupVolumePoliciesConfigmap: 'g' },
    };
    const objects = [pod(), CLAIM, EBS, FAST, CLASS];
    expect(fates({ snapshotVolumes: false }, objects, velero)).toEqual([
      'none global-policy-unseen',
    ]);
  });

  it('says what an inventory does not tell', () => {
    expect(fates({}, [pod(), CLAIM, EBS, FAST, CLASS], {})).toEqual(['unknown csi-unknown']);
    const old = claim('app/data', 'pv-1');
    expect(fates({}, [pod(), old, EBS, FAST, CLASS], CSI)).toEqual(['unknown csi-unknown']);
  });

  it('is empty for a Backup that fails validation', () => {
    expect(fates({ includedNamespaces: ['A'] }, [pod(), CLAIM, NFS])).toEqual([]);
  });
});

describe('what Velero drops for a CSI snapshot that fails', () => {
  it('is the claim, and the first pod that mounts it', () => {
    const objects = [pod(), { ...pod(), name: 'web-2' }, CLAIM, EBS, FAST];
    const cluster = { ...inventory(namespace('app'), ...objects), velero: CSI };
    const { decisions, phase } = preview({}, cluster);
    const lost = decisions.filter(({ rule }) => rule.endsWith('volume-error'));
    expect(lost.map(({ key }) => key)).toEqual(['pods/app/web', 'persistentvolumeclaims/app/data']);
    expect(phase).toBe('PartiallyFailed');
  });
});
