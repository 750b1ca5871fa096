import { describe, expect, it } from 'vitest';
import { type InventoryObject, type PreviewSpec, preview, type VeleroState } from '../index.js';
import { claim, inventory, namespace, object } from '../test-data/objects.js';

const GROUP = { 'velero.io/volume-group': 'db' };
const CSI: VeleroState = { server: { features: ['EnableCSI'] } };

/** A claim of the group, bound to a volume of its own. */
function member(name: string, details: object = {}): InventoryObject {
  return claim(`app/${name}`, `pv-${name}`, {
    labels: GROUP,
    spec: { volumeName: `pv-${name}`, storageClassName: 'fast' },
    ...details,
  });
}

function volume(name: string, source: object = { csi: { driver: 'd' } }): InventoryObject {
  const claimRef = { namespace: 'app', name };
  return object(`persistentvolumes//pv-${name}`, { spec: { claimRef, ...source } });
}

function groupClass(name: string, details: object = LABELLED, driver = 'd'): InventoryObject {
  const type = 'volumegroupsnapshotclasses.groupsnapshot.storage.k8s.io';
  return object(`${type}//${name}`, { driver, ...details });
}

const LABELLED = { labels: { 'velero.io/csi-volumegroupsnapshot-class': 'true' } };
const PAIR = [member('a'), member('b'), volume('a'), volume('b')];

interface Given {
  readonly spec?: PreviewSpec;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly veleroVersion?: string;
  readonly velero?: VeleroState;
  /** Of `groupsnapshot.storage.k8s.io`, as the API server prefers it. */
  readonly served?: string;
}

function fates(objects: readonly InventoryObject[], given: Given = {}): readonly string[] {
  const { spec = {}, velero = CSI, served, ...options } = given;
  const plain = inventory(namespace('app'), namespace('other'), ...objects);
  const groups = served === undefined ? plain.groups : [...plain.groups, groupApi(served)];
  const cluster = { ...plain, groups, velero };
  const { volumes } = preview(spec, cluster, options);
  return volumes.map((one) => `${one.claim ?? one.persistentVolume}: ${one.method} ${one.rule}`);
}

function groupApi(version: string) {
  const names = { name: 'volumegroupsnapshots', kind: 'VolumeGroupSnapshot' };
  const resources = [{ ...names, namespaced: true, verbs: ['list'] }];
  return { groupVersion: `groupsnapshot.storage.k8s.io/${version}`, resources };
}

const SAVED = ['app/a: csi-snapshot snapshot', 'app/b: csi-snapshot snapshot'];
const UNFIT = ['app/a: error volume-group-unfit', 'app/b: error volume-group-unfit'];
const NO_CLASS = ['app/a: error snapshot-class-missing', 'app/b: error snapshot-class-missing'];

describe('a volume group', () => {
  it('is saved by the one class of the driver with the label, without a StorageClass', () => {
    expect(fates([...PAIR, groupClass('one'), groupClass('two', {})])).toEqual(SAVED);
  });

  it.each([
    ['no class', []],
    ['no class with the label', [groupClass('one', {})]],
    ['two with the label', [groupClass('one'), groupClass('two')]],
    ['the class of another driver', [groupClass('one', LABELLED, 'other')]],
    [
      'the label with another value',
      [groupClass('one', { labels: { 'velero.io/csi-volumegroupsnapshot-class': 'yes' } })],
    ],
  ])('is lost with %s', (_, classes) => {
    expect(fates([...PAIR, ...classes])).toEqual(NO_CLASS);
  });

  it('is not known where the inventory does not tell the drivers of classes', () => {
    const type = 'volumegroupsnapshotclasses.groupsnapshot.storage.k8s.io';
    expect(fates([...PAIR, object(`${type}//one`)])).toEqual([
      'app/a: unknown csi-unknown',
      'app/b: unknown csi-unknown',
    ]);
  });

  describe('names its class', () => {
    const named = (name: string) => ({
      annotations: { 'velero.io/csi-volume-group-snapshot-class': name },
    });
    const others = [member('b'), volume('a'), volume('b')];

    it('by its first claim', () => {
      const given = [member('a', named('two')), ...others, groupClass('two', {})];
      expect(fates(given)).toEqual(SAVED);
    });

    it('by a later one, where nothing is chosen for those before', () => {
      const given = [member('a'), member('b', named('two')), volume('a'), volume('b')];
      expect(fates([...given, groupClass('two', {})])).toEqual([
        'app/a: error snapshot-class-missing',
        'app/b: csi-snapshot snapshot',
      ]);
    });

    it.each([
      ['is not there', 'two', [groupClass('one')]],
      ['is of another driver', 'two', [groupClass('one'), groupClass('two', {}, 'other')]],
      ['is written otherwise', 'ONE', [groupClass('one')]],
    ])('in vain where it %s: a second VolumeGroupSnapshot is refused too', (_, name, classes) => {
      expect(fates([member('a', named(name)), ...others, ...classes])).toEqual(UNFIT);
    });

    it('by an annotation of the Backup, which a claim overrules', () => {
      const annotations = { 'velero.io/csi-volumegroupsnapshot-class_d': 'two' };
      const given = [...PAIR, groupClass('one'), groupClass('two', {})];
      expect(fates(given, { annotations })).toEqual(SAVED);
      expect(fates([...PAIR, groupClass('one')], { annotations })).toEqual(UNFIT);
      const overruled = [member('a', named('one')), ...others, groupClass('one')];
      expect(fates(overruled, { annotations })).toEqual(SAVED);
    });
  });

  it('counts claims of its own namespace and value alone', () => {
    const others = [
      claim('other/c', '', { labels: GROUP }),
      member('e', { labels: { 'velero.io/volume-group': 'web' }, status: { phase: 'Pending' } }),
      member('f', { labels: { 'velero.io/volume-group': '' }, status: { phase: 'Pending' } }),
    ];
    const found = fates([...PAIR, groupClass('one'), ...others], {
      spec: { includedNamespaces: ['app'] },
    });
    expect(found.slice(0, 2)).toEqual(SAVED);
  });

  it.each<[string, readonly InventoryObject[]]>([
    ['that is not bound', [member('z', { status: { phase: 'Pending' } }), volume('z')]],
    ['whose volume is gone', [member('z')]],
    ['of another driver', [member('z'), volume('z', { csi: { driver: 'other' } })]],
    ['without a driver', [member('z'), volume('z', { nfs: { server: 's', path: '/' } })]],
  ])('is lost as a whole for a claim %s, also one that is not in the Backup', (_, others) => {
    const spec = { labelSelector: { matchLabels: { in: 'yes' } } };
    const labels = { ...GROUP, in: 'yes' };
    const mine = [member('a', { labels }), member('b', { labels }), volume('a'), volume('b')];
    expect(fates([...mine, groupClass('one')], { spec }).slice(0, 2)).toEqual(SAVED);
    expect(fates([...mine, groupClass('one'), ...others], { spec }).slice(0, 2)).toEqual(UNFIT);
  });

  describe('with a claim that a policy skips', () => {
    const policy =
      'version: v1\nvolumePolicies: [{conditions: {pvcLabels: {skip: me}}, action: {type: skip}}]';
    const velero = { ...CSI, configMaps: [{ name: 'p', data: { policy } }] };
    const spec = { resourcePolicy: { kind: 'configmap', name: 'p' } };
    const skipped = member('z', { labels: { ...GROUP, skip: 'me' } });
    const cluster = [...PAIR, skipped, volume('z'), groupClass('one')];

    it('is lost from 1.18 on: Velero waits for fewer snapshots than there are', () => {
      const given = { spec, velero, veleroVersion: '1.18.3' };
      expect(fates(cluster, given).slice(0, 2)).toEqual(UNFIT);
    });

    it('is saved before', () => {
      const given = { spec, velero, veleroVersion: '1.17.2' };
      expect(fates(cluster, given)).toEqual([...SAVED, 'app/z: none policy-action']);
    });
  });

  it('with a claim whose files are copied is lost from 1.18 on', () => {
    const pod = object('pods/app/web', {
      annotations: { 'backup.velero.io/backup-volumes': 'v' },
      spec: {
        nodeName: 'n',
        volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'z' } }],
        containers: [{ volumeMounts: [{ name: 'v' }] }],
      },
      status: { phase: 'Running' },
    });
    const agent = object('pods/velero/agent', {
      labels: { role: 'node-agent' },
      spec: { nodeName: 'n' },
      status: { phase: 'Running' },
    });
    const cluster = [...PAIR, member('z'), volume('z'), pod, agent, groupClass('one')];
    expect(fates(cluster, { veleroVersion: '1.18.0' })).toEqual([
      'app/z: fs-backup file-system-backup',
      ...UNFIT,
    ]);
    expect(fates(cluster, { veleroVersion: '1.17.2' }).slice(1)).toEqual(SAVED);
  });

  it.each(['Db', 'd_b', 'd..b', 'd.-b', 'd-.b'])('whose value is %s is lost', (value) => {
    const labels = { 'velero.io/volume-group': value };
    const given = [member('a', { labels }), member('b', { labels }), volume('a'), volume('b')];
    expect(fates([...given, groupClass('one')])).toEqual(UNFIT);
  });

  it.each([
    ['1.17.2', 'v1beta1', SAVED],
    ['1.17.2', 'v1beta2', UNFIT],
    ['1.18.0', 'v1beta1', SAVED],
    ['1.18.1', 'v1beta1', UNFIT],
    ['1.18.1', 'v1beta2', SAVED],
    ['1.18.3', 'v1beta2', SAVED],
    ['1.18.3', 'v1', UNFIT],
  ])('is with Velero %s and %s of the API', (veleroVersion, served, expected) => {
    expect(fates([...PAIR, groupClass('one')], { veleroVersion, served })).toEqual(expected);
  });

  it('is none before 1.17', () => {
    expect(fates([...PAIR, groupClass('one')], { veleroVersion: '1.16.2' })).toEqual([
      'app/a: error storage-class-missing',
      'app/b: error storage-class-missing',
    ]);
  });

  it('of 8,000 claims takes linear time', () => {
    const names = Array.from({ length: 8000 }, (_, index) => `c${index}`);
    const objects = names.flatMap((name) => [member(name), volume(name), groupClass(name, {})]);
    const start = process.cpuUsage();
    expect(new Set(fates(objects).map((one) => one.split(': ')[1]))).toEqual(
      new Set(['error snapshot-class-missing']),
    );
    const { user } = process.cpuUsage(start);
    expect(user / 1e6).toBeLessThan(10);
  });
});

describe('the class of a single claim', () => {
  const type = 'volumesnapshotclasses.snapshot.storage.k8s.io';
  const storage = object('storageclasses.storage.k8s.io//fast', { provisioner: 'D.csi' });
  const single = [member('a', { labels: {} }), volume('a'), storage];
  const two = ['one', 'two'].map((name) => object(`${type}//${name}`, { driver: 'D.csi' }));
  const key = 'velero.io/csi-volumesnapshot-class_d.csi';

  it('is named by an annotation of the Backup, for a driver in lower case', () => {
    expect(fates([...single, ...two])).toEqual(['app/a: error snapshot-class-missing']);
    expect(fates([...single, ...two], { annotations: { [key]: 'TWO' } })).toEqual([
      'app/a: csi-snapshot snapshot',
    ]);
  });

  it('is found for 8,000 claims among 8,000 in linear time', () => {
    const names = Array.from({ length: 8000 }, (_, index) => `c${index}`);
    const annotations = { 'velero.io/csi-volumesnapshot-class': 'c7999' };
    const objects = names.flatMap((name) => [
      member(name, { labels: {}, annotations }),
      volume(name),
      object(`${type}//${name}`, { driver: 'D.csi' }),
    ]);
    const start = process.cpuUsage();
    const found = fates([storage, ...objects]).map((one) => one.split(': ')[1]);
    expect(new Set(found)).toEqual(new Set(['csi-snapshot snapshot']));
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(10);
  });

  it.each([
    ['a class that is not there', { [key]: 'three' }],
    ['the driver as it is written', { 'velero.io/csi-volumesnapshot-class_D.csi': 'two' }],
    ['another driver', { 'velero.io/csi-volumesnapshot-class_e.csi': 'two' }],
  ])('is not, by an annotation of %s', (_, annotations) => {
    expect(fates([...single, ...two], { annotations })).toEqual([
      'app/a: error snapshot-class-missing',
    ]);
  });

  it('is named by the claim where the Backup names one that is not there', () => {
    const named = member('a', {
      labels: {},
      annotations: { 'velero.io/csi-volumesnapshot-class': 'one' },
    });
    const given = [named, volume('a'), storage, ...two];
    expect(fates(given, { annotations: { [key]: 'three' } })).toEqual([
      'app/a: csi-snapshot snapshot',
    ]);
  });
});
