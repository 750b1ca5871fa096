/** Random volumes of pods, claims and PersistentVolumes, and the policies about them. */
import fc from 'fast-check';

const NAMESPACES = ['app', 'db'];
const CLAIMS = ['data', 'logs', 'gone'];
const VOLUMES = ['pv-1', 'pv-2', 'pv-gone'];
const DRIVERS = ['d', 'ebs.csi.aws.com'];

type Fields = Readonly<Record<string, unknown>>;

/** A cluster and a Backup: all that the volume helper looks at. */
export interface VolumeCase {
  readonly pods: readonly Fields[];
  readonly claims: readonly Fields[];
  readonly volumes: readonly Fields[];
  /** The text of the policy; null for a Backup without one. */
  readonly policy: string | null;
  readonly spec: {
    readonly defaultVolumesToFsBackup?: boolean | undefined;
    readonly snapshotVolumes?: boolean | undefined;
    readonly snapshotMoveData?: boolean | undefined;
  };
}

const csi = fc.record(
  {
    driver: fc.constantFrom(...DRIVERS),
    volumeAttributes: fc.constantFrom({}, { a: 'x' }, { a: '', b: '1' }),
  },
  { requiredKeys: ['driver'] },
);
const nfs = fc.record({ server: fc.constantFrom('s', 't'), path: fc.constantFrom('/', '/a') });

const source = fc.oneof(
  csi.map((value) => ({ csi: value })),
  nfs.map((value) => ({ nfs: value })),
  fc.constantFrom<Fields[]>(
    { emptyDir: {} },
    { hostPath: { path: '/' } },
    { configMap: { name: 'c' } },
    { secret: { secretName: 's' } },
    { projected: {} },
    { downwardAPI: {} },
    { ephemeral: {} },
    { ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 'fast' } } } },
    { projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
    { gitRepo: { repository: 'r' } },
    { image: { reference: 'i' } },
    { local: { path: '/disk' } },
    { azureFile: { shareName: 's' } },
    { gcePersistentDisk: { pdName: 'd' } },
    { iscsi: {} },
    { storageos: {} },
    { awsElasticBlockStore: { volumeID: 'v' } },
    {},
  ),
);

const claimSource = fc
  .constantFrom(...CLAIMS)
  .map((claimName) => ({ persistentVolumeClaim: { claimName } }));

const podVolume = fc
  .tuple(
    fc.constantFrom('a', 'b', 'default-token-x', ' b', 'kube-api-access-x'),
    fc.oneof({ arbitrary: claimSource, weight: 2 }, { arbitrary: source, weight: 1 }),
  )
  .map(([name, fields]) => ({ name, ...fields }));

const names = fc.constantFrom(
  'a',
  'b',
  'a,b',
  'a, b',
  'b,',
  ',,a',
  '',
  'c',
  'default-token-x,kube-api-access-x',
);
const annotations = fc.record(
  { 'backup.velero.io/backup-volumes': names, 'backup.velero.io/backup-volumes-excludes': names },
  { requiredKeys: [] },
);

const pod = fc
  .record({
    name: fc.constantFrom('web', 'api'),
    namespace: fc.constantFrom(...NAMESPACES),
    annotations,
    volumes: fc.uniqueArray(podVolume, { maxLength: 3, selector: ({ name }) => name }),
    phase: fc.constantFrom('Running', 'Succeeded', 'Pending'),
  })
  .map(({ volumes, phase, ...metadata }) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { nodeName: 'n', containers: [], volumes },
    status: { phase },
  }));

const claim = fc
  .record({
    name: fc.constantFrom(...CLAIMS.slice(0, 2)),
    namespace: fc.constantFrom(...NAMESPACES),
    labels: fc.constantFrom<Fields[]>(
      {},
      { v: '1.1' },
      { v: '1', t: 'true' },
      { v: 'yes' },
      { v: '' },
    ),
    spec: fc.record(
      {
        volumeName: fc.constantFrom(...VOLUMES, ''),
        volumeMode: fc.constantFrom('Filesystem', 'Block'),
        accessModes: fc.array(fc.constantFrom('ReadWriteOnce', 'ReadWriteMany'), { maxLength: 2 }),
      },
      { requiredKeys: ['volumeName'] },
    ),
    phase: fc.constantFrom('Bound', 'Bound', 'Bound', 'Pending', 'Lost', ''),
  })
  .map(({ spec, phase, ...metadata }) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec,
    status: { phase },
  }));

const volume = fc
  .record({
    name: fc.constantFrom(...VOLUMES.slice(0, 2)),
    source,
    storageClassName: fc.constantFrom('', 'fast', 'slow'),
    storage: fc.constantFrom('1Gi', '10Gi', '500M', '0', '1.5Gi', '1e9', '100m'),
    claimRef: fc.option(
      fc.record({
        namespace: fc.constantFrom(...NAMESPACES),
        name: fc.constantFrom(...CLAIMS),
      }),
    ),
  })
  .map(({ name, source: fields, storageClassName, storage, claimRef }) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      ...fields,
      storageClassName,
      capacity: { storage },
      ...(claimRef === null ? {} : { claimRef }),
    },
  }));

/** Conditions as they are written in YAML, with the traps in them. */
const conditions = fc.constantFrom(
  'capacity: "0,1Gi"',
  'capacity: 0,5Gi',
  'capacity: "10Gi,"',
  'capacity: ",0"',
  'capacity: "0,0"',
  'capacity: "Gi,"',
  'capacity: ""',
  'capacity: " "',
  'capacity: "-1Gi,1Gi"',
  'capacity: "1e9,+2Gi"',
  'capacity: ".5Gi,5.Gi"',
  'capacity: "10GB,20GB"',
  'capacity: "5gi,"',
  'capacity: "1K,"',
  'capacity: "100m,500M"',
  'capacity: "2Gi,1Gi"',
  'capacity: 10',
  'capacity: ',
  'storageClass: [fast]',
  'storageClass: [~]',
  'storageClass: [""]',
  'storageClass: fast',
  'storageClass: ',
  'nfs: ',
  'nfs: {}',
  'nfs: {server: s}',
  'nfs: {path: /a}',
  'nfs: {server: s, path: /a}',
  'nfs: {host: s}',
  'csi: ',
  'csi: {}',
  'csi: {driver: d}',
  'csi: {driver: d, volumeAttributes: {a: x}}',
  'csi: {driver: d, volumeAttributes: {a: , b: 1}}',
  'csi: {driver: d, volumeAttributes: {c: ""}}',
  'csi: {volumeAttributes: {a: x}}',
  'csi: {volumeAttributes: ~}',
  'volumeTypes: [emptyDir, csi]',
  'volumeTypes: [storageOS]',
  'volumeTypes: [storageos]',
  'volumeTypes: [persistentVolumeClaim]',
  'volumeTypes: [~]',
  'volumeTypes: ',
  'pvcLabels: {v: 1.10}',
  'pvcLabels: {v: 01}',
  'pvcLabels: {v: 0x1, t: True}',
  'pvcLabels: {v: yes}',
  'pvcLabels: {v: 1.0}',
  'pvcLabels: {v: 2026-01-01}',
  'pvcLabels: {v: }',
  'pvcLabels: {}',
  'pvcLabels: ',
  'pvcLabels: {1: a}',
  'pvcLabels: [v]',
  'pvcPhase: [Bound]',
  'pvcPhase: [Pending, Lost]',
  'pvcPhase: ',
  'pvcVolumeMode: Block',
  'pvcVolumeMode: ""',
  'pvcVolumeMode: ',
  'pvcVolumeMode: true',
  'pvcAccessModes: [ReadWriteOnce]',
  'pvcAccessModes: [ReadWriteMany, ReadWriteOnce]',
  'pvcAccessModes: [ReadWriteOnce, ReadWriteOnce]',
  'pvcAccessModes: []',
  'pvcAccessModes: [1]',
  'pvcAccessModes: ',
  'size: 1',
);

const entry = fc
  .tuple(
    fc.uniqueArray(conditions, { maxLength: 2, selector: (text) => text.split(':')[0] }),
    fc.constantFrom(
      'skip',
      'fs-backup',
      'snapshot',
      'custom',
      'skip',
      'fs-backup',
      'snapshot',
      'keep',
    ),
  )
  .map(([all, action]) => {
    const lines = all.map((line) => `      ${line}`);
    const given = lines.length === 0 ? ['    conditions: {}'] : ['    conditions:', ...lines];
    return ['  -', ...given, `    action: {type: ${action}}`].join('\n');
  });

/** Texts of volume policies; most of them are accepted. */
export const volumePolicies = fc.oneof(
  {
    arbitrary: fc
      .tuple(fc.constantFrom('v1', '"v1"', 'v1'), fc.array(entry, { minLength: 1, maxLength: 3 }))
      .map(([version, entries]) =>
        [`version: ${version}`, 'volumePolicies:', ...entries].join('\n'),
      ),
    weight: 20,
  },
  {
    arbitrary: fc.constantFrom(
      '',
      '# nothing',
      '---',
      'version: v2',
      'version: v1',
      'version: v1\nversion: v1',
      'version: v1\nvolumePolicies: []\n---\nversion: v2',
      'version: v1\nother: 1',
      '[a]',
      'version: [v1]',
      'version: v1\nincludeExcludePolicy: {includedClusterScopedResources: ["*"]}',
    ),
    weight: 1,
  },
);

/** Half of them with a policy. */
export const volumeCases: fc.Arbitrary<VolumeCase> = fc.record({
  pods: fc.uniqueArray(pod, {
    maxLength: 3,
    selector: ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
  }),
  claims: fc.uniqueArray(claim, {
    minLength: 1,
    maxLength: 3,
    selector: ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
  }),
  volumes: fc.uniqueArray(volume, {
    minLength: 1,
    maxLength: 2,
    selector: ({ metadata }) => metadata.name,
  }),
  policy: fc.option(volumePolicies, { freq: 3 }),
  spec: fc.record(
    {
      defaultVolumesToFsBackup: fc.boolean(),
      snapshotVolumes: fc.boolean(),
      snapshotMoveData: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
});
