/** Random clusters of volumes in every state that a kubelet, a CSI driver and a person leave them in. */
import fc from 'fast-check';
import { sometimes } from '../random/sometimes.js';
import { VELERO_NAMESPACE } from '../velero.js';
import { beingDeleted, type Manifest } from './manifests.js';

type Fields = Readonly<Record<string, unknown>>;

/** They last as long as the lab. */
export const NAMESPACES = ['app', 'db', 'old'] as const;

/** Whose repository for files is not ready. */
export const WITHOUT_REPOSITORY = 'old';
const CLAIMS = ['data', 'logs', 'cache'] as const;
const NODES = ['node-1', 'node-2'];
const SNAPSHOTS = 'snapshot.storage.k8s.io';

const csi = (driver: string, attributes?: Fields): Fields => ({
  csi: {
    driver,
    volumeHandle: `of-${driver}`,
    ...(attributes === undefined ? {} : { volumeAttributes: attributes }),
  },
});
const nfs = { nfs: { server: 's', path: '/a' } };

/** A CSI driver has a StorageClass of its own; the others have none. */
const source = fc.oneof(
  { arbitrary: fc.constant(csi('d', { tier: 'gold' })), weight: 4 },
  { arbitrary: fc.constant(csi('ebs.csi.aws.com')), weight: 2 },
  { arbitrary: fc.constant({ awsElasticBlockStore: { volumeID: 'vol-1' } }), weight: 2 },
  { arbitrary: fc.constant(nfs), weight: 1 },
  { arbitrary: fc.constant({ hostPath: { path: '/lab' } }), weight: 1 },
);

const CLASSES = ['fast', 'fast', 'fast', 'ebs', 'without-snapshots', 'missing', '', null] as const;

interface Wish {
  readonly namespace: string;
  readonly name: string;
  readonly source: Fields;
  readonly className: string | null;
  readonly storage: string;
  readonly isBlock: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: 'bound' | 'pending' | 'lost' | 'volume-gone' | 'claim-gone';
}

const wish: fc.Arbitrary<Wish> = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  name: fc.constantFrom(...CLAIMS),
  source,
  className: fc.constantFrom(...CLASSES),
  storage: fc.constantFrom('1Gi', '10Gi'),
  isBlock: sometimes(10, fc.constant(true), false),
  labels: fc.record(
    {
      tier: fc.constant('gold'),
      'velero.io/volume-group': fc.constantFrom('set', 'set', 'set', 'set', 'Set_1', ''),
    },
    { requiredKeys: [] },
  ),
  annotations: sometimes(
    20,
    fc.record(
      {
        'velero.io/csi-volumesnapshot-class': fc.constantFrom('one', 'ONE', 'two', 'other', 'no'),
        'velero.io/csi-volume-group-snapshot-class': fc.constantFrom('all', 'both', 'ALL', 'no'),
      },
      { requiredKeys: [] },
    ),
    {},
  ),
  state: fc.oneof(
    { arbitrary: fc.constant('bound' as const), weight: 12 },
    { arbitrary: fc.constantFrom('pending', 'lost', 'volume-gone', 'claim-gone'), weight: 3 },
  ),
});

/** A claim and its volume, or what is left of them. */
function manifestsOf(asked: Wish, index: number): readonly Manifest[] {
  const volumeName = `pv-${index + 1}`;
  const { namespace, name, className, storage, state } = asked;
  const common = {
    accessModes: ['ReadWriteOnce'],
    ...(asked.isBlock ? { volumeMode: 'Block' } : {}),
    ...(className === null ? {} : { storageClassName: className }),
  };
  const volume: Manifest = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeName },
    spec: {
      ...common,
      ...asked.source,
      capacity: { storage },
      claimRef: { kind: 'PersistentVolumeClaim', namespace, name },
    },
    status: { phase: state === 'claim-gone' ? 'Released' : 'Bound' },
  };
  const claim: Manifest = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, labels: asked.labels, annotations: asked.annotations },
    spec: {
      ...common,
      resources: { requests: { storage } },
      ...(state === 'pending' ? {} : { volumeName }),
    },
    status: { phase: PHASES[state] ?? 'Bound' },
  };
  return [
    ...(state === 'pending' || state === 'volume-gone' ? [] : [volume]),
    ...(state === 'claim-gone' ? [] : [claim]),
  ];
}

const PHASES: Readonly<Record<string, string>> = { pending: 'Pending', lost: 'Lost' };

const podSource = fc.oneof(
  {
    arbitrary: fc.constantFrom(...CLAIMS).map((claimName): Fields => {
      return { persistentVolumeClaim: { claimName } };
    }),
    weight: 8,
  },
  {
    arbitrary: fc.constantFrom<Fields>(
      { emptyDir: {} },
      { hostPath: { path: '/lab' } },
      { configMap: { name: 'settings' } },
      { secret: { secretName: 'password' } },
      { projected: { sources: [{ configMap: { name: 'settings' } }] } },
      { downwardAPI: {} },
      { csi: { driver: 'secrets-store.csi.k8s.io' } },
      nfs,
      {
        ephemeral: {
          volumeClaimTemplate: {
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
            },
          },
        },
      },
    ),
    weight: 2,
  },
);

const VOLUME_NAMES = ['a', 'b', 'default-token-x'] as const;
const names = fc.constantFrom('a', 'b', 'a,b', 'a, b', 'b,', 'c', '');

const pod: fc.Arbitrary<Manifest> = fc
  .record({
    name: fc.constantFrom('web-0', 'web-1', 'job'),
    namespace: fc.constantFrom(...NAMESPACES),
    annotations: fc.record(
      {
        'backup.velero.io/backup-volumes': names,
        'backup.velero.io/backup-volumes-excludes': names,
      },
      { requiredKeys: [] },
    ),
    volumes: fc.uniqueArray(
      fc
        .tuple(fc.constantFrom(...VOLUME_NAMES), podSource)
        .map(([name, fields]) => ({ name, ...fields })),
      { minLength: 1, maxLength: 3, selector: ({ name }) => name },
    ),
    mounts: fc.constantFrom('all', 'all', 'all', 'all', 'none', 'devices'),
    nodeName: fc.constantFrom(...NODES, 'node-1', 'node-1'),
    phase: fc.constantFrom('Running', 'Running', 'Running', 'Running', 'Succeeded', 'Pending'),
    isDeleted: sometimes(5, fc.constant(true), false),
  })
  .map(({ name, namespace, annotations, volumes, mounts, nodeName, phase, isDeleted }) => {
    const made: Manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, annotations },
      spec: {
        nodeName,
        containers: [{ name: 'main', image: 'none', ...mountsOf(volumes, mounts) }],
        volumes,
      },
      status: { phase },
    };
    return isDeleted ? beingDeleted(made) : made;
  });

/** Only volumes of claims can be devices. */
function mountsOf(volumes: readonly Fields[], mounts: string): Fields {
  if (mounts === 'none') return {};
  const isDevice = (volume: Fields): boolean =>
    mounts === 'devices' && 'persistentVolumeClaim' in volume;
  return {
    volumeMounts: volumes
      .filter((volume) => !isDevice(volume))
      .map(({ name }) => ({ name, mountPath: `/${String(name)}` })),
    volumeDevices: volumes
      .filter(isDevice)
      .map(({ name }) => ({ name, devicePath: `/dev/${String(name)}` })),
  };
}

const storageClass = (name: string, provisioner: string): Manifest => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner,
});

const STORAGE_CLASSES: readonly Manifest[] = [
  storageClass('fast', 'd'),
  storageClass('ebs', 'ebs.csi.aws.com'),
  storageClass('without-snapshots', 'none'),
];

interface ClassMarks {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const marks: fc.Arbitrary<ClassMarks> = fc.record({
  labels: sometimes(
    40,
    fc.record({ 'velero.io/csi-volumesnapshot-class': fc.constantFrom('true', 'false') }),
    {},
  ),
  annotations: sometimes(
    25,
    fc.record({
      'snapshot.storage.kubernetes.io/is-default-class': fc.constantFrom('true', 'false'),
    }),
    {},
  ),
});

const snapshotClasses: fc.Arbitrary<readonly Manifest[]> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('one', 'two', 'other'),
      fc.constantFrom('d', 'd', 'ebs.csi.aws.com'),
      marks,
    ),
    { maxLength: 3, selector: ([name]) => name },
  )
  .map((classes) =>
    classes.map(([name, driver, metadata]) => ({
      apiVersion: `${SNAPSHOTS}/v1`,
      kind: 'VolumeSnapshotClass',
      metadata: { name, ...metadata },
      driver,
      deletionPolicy: 'Delete',
    })),
  );

const groupClasses: fc.Arbitrary<readonly Manifest[]> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('all', 'both'),
      fc.constantFrom('d', 'd', 'd', 'd', 'd', 'ebs.csi.aws.com'),
      fc.constantFrom('true', 'true', 'true', 'true', 'false', null),
    ),
    { minLength: 1, maxLength: 2, selector: ([name]) => name },
  )
  .map((classes) =>
    classes.map(([name, driver, label]) => ({
      apiVersion: `group${SNAPSHOTS}/v1beta2`,
      kind: 'VolumeGroupSnapshotClass',
      metadata: {
        name,
        labels: label === null ? {} : { 'velero.io/csi-volumegroupsnapshot-class': label },
      },
      driver,
      deletionPolicy: 'Delete',
    })),
  );

const inVelero = (name: string, labels = {}): Manifest['metadata'] => ({
  name,
  namespace: VELERO_NAMESPACE,
  labels,
});

/** A node agent on the first node, in most clusters. */
const nodeAgent: fc.Arbitrary<readonly Manifest[]> = fc
  .constantFrom('Running', 'Running', 'Running', 'Running', 'Running', 'Pending', null)
  .map((phase) => {
    const labels = { role: 'node-agent' };
    const containers = [{ name: 'node-agent', image: 'none' }];
    const daemonSet: Manifest = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: inVelero('node-agent'),
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
      status: {
        currentNumberScheduled: 1,
        desiredNumberScheduled: 1,
        numberMisscheduled: 0,
        numberReady: phase === 'Running' ? 1 : 0,
      },
    };
    if (phase === null) return [];
    const agent: Manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: inVelero('node-agent-1', labels),
      spec: { nodeName: 'node-1', containers },
      status: { phase },
    };
    return [daemonSet, agent];
  });

const snapshotLocation: fc.Arbitrary<readonly Manifest[]> = fc
  .constantFrom('velero.io/aws', 'aws', null, null)
  .map((provider) =>
    provider === null
      ? []
      : [
          {
            apiVersion: 'velero.io/v1',
            kind: 'VolumeSnapshotLocation',
            metadata: inVelero('snapshots'),
            spec: { provider },
          },
        ],
  );

/** The objects of a cluster with volumes, without its namespaces. */
export const arbitraryVolumes: fc.Arbitrary<readonly Manifest[]> = fc
  .tuple(
    fc.uniqueArray(wish, {
      minLength: 4,
      maxLength: 6,
      selector: ({ namespace, name }) => `${namespace}/${name}`,
    }),
    fc.uniqueArray(pod, {
      minLength: 1,
      maxLength: 4,
      selector: ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
    }),
    snapshotClasses,
    groupClasses,
    nodeAgent,
    snapshotLocation,
  )
  .map(([wishes, pods, ...others]) => [
    ...wishes.flatMap(manifestsOf),
    ...pods,
    ...STORAGE_CLASSES,
    ...others.flat(),
  ]);
