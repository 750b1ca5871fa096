/** Clusters and Backups by hand: each rule that decides about the data of a volume. What Velero answers is recorded. */

import type { Request, WholeConfigMap } from './protocol.js';
import type { WholeObject } from './whole-objects.js';

type Fields = Readonly<Record<string, unknown>>;

/** A Backup of a cluster of whole objects. */
export interface VolumeCase {
  readonly name: string;
  readonly backup: Fields;
  readonly objects: readonly Fields[];
  /** The text of the policy that the Backup refers to. */
  readonly policy: string | undefined;
  readonly server: { readonly defaultVolumesToFsBackup?: boolean };
}

/** A case as a request to the executor. */
export interface CaseRequest extends Request {
  readonly backup: NonNullable<Request['backup']>;
  readonly objects: readonly WholeObject[];
  readonly configmaps: readonly WholeConfigMap[];
}

const POLICY = { kind: 'configmap', name: 'policy' };

/** The request to the executor, for one release. */
export function caseRequest(
  { name, backup, objects, policy, server }: VolumeCase,
  veleroVersion: string,
): CaseRequest {
  const metadata = { name: POLICY.name, namespace: 'velero' };
  return {
    id: name,
    backup: policy === undefined ? backup : { ...backup, resourcePolicy: POLICY },
    objects: objects as unknown as readonly WholeObject[],
    configmaps: policy === undefined ? [] : [{ metadata, data: { policy } }],
    server,
    veleroVersion,
  };
}

const OPT_IN = 'backup.velero.io/backup-volumes';
const OPT_OUT = 'backup.velero.io/backup-volumes-excludes';

const NAMESPACES = ['app', 'db'].map((name) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
  status: { phase: 'Active' },
}));

const DATA = { name: 'data', persistentVolumeClaim: { claimName: 'data' } };
const EMPTY = { name: 'tmp', emptyDir: {} };

function pod(volumes: readonly Fields[], annotations: Fields = {}, phase = 'Running'): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'app', annotations },
    spec: {
      nodeName: 'node-1',
      containers: [{ name: 'c', volumeMounts: volumes.map(({ name }) => ({ name })) }],
      volumes,
    },
    status: { phase },
  };
}

function claim(spec: Fields = {}, phase = 'Bound', labels: Fields = {}): Fields {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'app', labels },
    spec: {
      volumeName: 'pv-1',
      storageClassName: 'fast',
      volumeMode: 'Filesystem',
      accessModes: ['ReadWriteOnce'],
      ...spec,
    },
    status: { phase },
  };
}

function volume(
  source: Fields = { csi: { driver: 'd', volumeHandle: 'h' } },
  spec: Fields = {},
): Fields {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv-1' },
    spec: {
      capacity: { storage: '5Gi' },
      storageClassName: 'fast',
      claimRef: { namespace: 'app', name: 'data' },
      ...source,
      ...spec,
    },
    status: { phase: 'Bound' },
  };
}

/** A pod with a claim and an emptyDir, all bound. */
const USUAL = [pod([DATA, EMPTY]), claim(), volume()];

function on(
  name: string,
  objects: readonly Fields[],
  backup: Fields = {},
  { policy, server = {} }: { policy?: string; server?: VolumeCase['server'] } = {},
): VolumeCase {
  return { name, objects: [...NAMESPACES, ...objects], backup, policy, server };
}

/** A policy with one entry. */
function when(conditions: string, action: string): string {
  return `version: v1\nvolumePolicies:\n- conditions: ${conditions}\n  action: {type: ${action}}\n`;
}

const ALL: Fields = { defaultVolumesToFsBackup: true };
const SOURCES: readonly Fields[] = [
  { name: 'host', hostPath: { path: '/' } },
  { name: 'secret', secret: { secretName: 's' } },
  { name: 'config', configMap: { name: 'c' } },
  { name: 'projected', projected: { sources: [] } },
  { name: 'downward', downwardAPI: {} },
  { name: 'empty', emptyDir: {} },
  { name: 'nfs', nfs: { server: 's', path: '/' } },
  { name: 'csi', csi: { driver: 'd' } },
  { name: 'default-token-abc', emptyDir: {} },
  {
    name: 'kube-api-access-x',
    projected: { sources: [{ serviceAccountToken: { path: 'token' } }] },
  },
  {
    name: 'scratch',
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    },
  },
];

/** Each condition of a policy against the usual cluster, with what it matches there and what not. */
const CONDITIONS: readonly (readonly [name: string, conditions: string])[] = [
  ['none', '{}'],
  ['capacity that holds', '{capacity: "1Gi,10Gi"}'],
  ['capacity that is too small', '{capacity: "0,1Gi"}'],
  ['capacity written with a comma', '{capacity: "0,5Gi"}'],
  ['capacity open above', '{capacity: "5Gi,"}'],
  ['storageClass', '{storageClass: [slow, fast]}'],
  ['another storageClass', '{storageClass: [slow]}'],
  ['nfs with nothing', '{nfs: }'],
  ['any nfs', '{nfs: {}}'],
  ['any csi', '{csi: {}}'],
  ['csi of another driver', '{csi: {driver: other}}'],
  ['volumeTypes', '{volumeTypes: [emptyDir, csi]}'],
  ['volumeTypes that do not exist', '{volumeTypes: [floppy]}'],
  ['pvcLabels', '{pvcLabels: {tier: db}}'],
  ['pvcPhase', '{pvcPhase: [Pending, Bound]}'],
  ['pvcVolumeMode', '{pvcVolumeMode: Filesystem}'],
  ['pvcAccessModes', '{pvcAccessModes: [ReadWriteOnce]}'],
  ['two at once, one of them false', '{csi: {}, storageClass: [slow]}'],
];

export const VOLUME_CASES: readonly VolumeCase[] = [
  on('nothing is asked for', USUAL),
  on('every source of a pod, opt-out', [pod(SOURCES)], ALL),
  on('every source of a pod, opt-in', [
    pod(SOURCES, { [OPT_IN]: SOURCES.map(({ name }) => name).join(',') }),
  ]),
  on('every source of a pod, by a policy', [pod(SOURCES)], {}, { policy: when('{}', 'fs-backup') }),
  on('opt-in of one', [pod([DATA, EMPTY], { [OPT_IN]: 'tmp' }), claim(), volume()]),
  on('opt-in of the claim: no snapshot', [pod([DATA], { [OPT_IN]: 'data' }), claim(), volume()]),
  on('opt-in with a space', [pod([DATA, EMPTY], { [OPT_IN]: 'data, tmp' }), claim(), volume()]),
  on('opt-in with an empty list', [pod([DATA, EMPTY], { [OPT_IN]: '' }), claim(), volume()]),
  on('opt-out of one', [pod([DATA, EMPTY], { [OPT_OUT]: 'data' }), claim(), volume()], ALL),
  on(
    'opt-out with a space',
    [pod([DATA, EMPTY], { [OPT_OUT]: 'tmp, data' }), claim(), volume()],
    ALL,
  ),
  on('opt-out without the default', [pod([DATA], { [OPT_OUT]: 'data' }), claim(), volume()]),
  on('the server copies files', USUAL, {}, { server: { defaultVolumesToFsBackup: true } }),
  on(
    'the Backup copies none, though the server does',
    USUAL,
    { defaultVolumesToFsBackup: false },
    { server: { defaultVolumesToFsBackup: true } },
  ),
  on('restic in the Backup wins', USUAL, {
    defaultVolumesToFsBackup: false,
    defaultVolumesToRestic: true,
  }),
  on('snapshots are off', USUAL, { snapshotVolumes: false }),
  on('snapshots are on', USUAL, { snapshotVolumes: true }),
  on('data is moved', USUAL, { snapshotMoveData: true }),
  on(
    'snapshots are off, a policy wants one',
    USUAL,
    { snapshotVolumes: false },
    { policy: when('{csi: {}}', 'snapshot') },
  ),
  on(
    'an annotation, and a policy that wants a snapshot',
    [pod([DATA], { [OPT_IN]: 'data' }), claim(), volume()],
    {},
    { policy: when('{csi: {}}', 'snapshot') },
  ),
  on(
    'an annotation, and a policy that skips',
    [pod([DATA], { [OPT_IN]: 'data' }), claim(), volume()],
    {},
    { policy: when('{}', 'skip') },
  ),
  ...CONDITIONS.flatMap(([name, conditions]) =>
    (['skip', 'fs-backup', 'snapshot'] as const).map((action) =>
      on(
        `policy, ${name}: ${action}`,
        [pod([DATA, EMPTY, ...SOURCES.slice(6, 8)]), claim({}, 'Bound', { tier: 'db' }), volume()],
        {},
        { policy: when(conditions, action) },
      ),
    ),
  ),
  on('policy, custom', USUAL, {}, { policy: when('{csi: {}}', 'custom') }),
  on(
    'policy, the first entry counts',
    USUAL,
    {},
    {
      policy: `${when('{csi: {}}', 'skip')}- conditions: {}\n  action: {type: fs-backup}\n`,
    },
  ),
  on('policy, an unknown action', USUAL, {}, { policy: when('{}', 'keep') }),
  on('policy, an unknown condition', USUAL, {}, { policy: when('{size: 1}', 'skip') }),
  on('policy, an empty text', USUAL, {}, { policy: '' }),
  on('policy, without entries', USUAL, {}, { policy: 'version: v1\n' }),
  on('policy, another version', USUAL, {}, { policy: 'version: v2\n' }),
  on('policy that does not exist', USUAL, { resourcePolicy: { kind: 'configmap', name: 'none' } }),
  on('policy of another kind', USUAL, { resourcePolicy: { kind: 'Secret', name: 'none' } }),
  on('a claim that is not bound', [pod([DATA]), claim({ volumeName: '' }, 'Pending')]),
  on(
    'a claim that is not bound, opt-out',
    [pod([DATA]), claim({ volumeName: '' }, 'Pending')],
    ALL,
  ),
  ...(['skip', 'fs-backup', 'snapshot'] as const).flatMap((action) =>
    ['{}', '{pvcPhase: [Pending]}', '{csi: {}}'].map((conditions) =>
      on(
        `a claim that is not bound, policy ${conditions}: ${action}`,
        [pod([DATA]), claim({ volumeName: '' }, 'Pending')],
        {},
        { policy: when(conditions, action) },
      ),
    ),
  ),
  on('a claim that is lost', [pod([DATA]), claim({}, 'Lost')], ALL),
  on(
    'a claim that is lost, its volume there',
    [pod([DATA]), claim({}, 'Lost'), volume()],
    {},
    { policy: when('{pvcPhase: [Lost]}', 'skip') },
  ),
  on(
    'a claim whose volume is gone',
    [pod([DATA]), claim()],
    {},
    { policy: when('{csi: {}}', 'skip') },
  ),
  on('a claim that does not exist', [pod([DATA])], ALL),
  on('a claim that does not exist, with a policy', [pod([DATA])], ALL, {
    policy: when('{csi: {}}', 'skip'),
  }),
  on('a pod that has ended', [pod([DATA], { [OPT_IN]: 'data' }, 'Succeeded'), claim(), volume()]),
  on('a pod that waits', [pod([DATA], {}, 'Pending'), claim(), volume()], ALL),
  on('a volume that no claim has', [volume({}, { claimRef: null })]),
  on(
    'a volume whose claim is in another namespace',
    [pod([DATA]), claim(), volume(undefined, { claimRef: { namespace: 'db', name: 'data' } })],
    ALL,
  ),
  on('another namespace only', USUAL, { ...ALL, includedNamespaces: ['db'] }),
  on('this namespace left out', USUAL, { ...ALL, excludedNamespaces: ['app'] }),
  on('types without claims', USUAL, { ...ALL, includedNamespaceScopedResources: ['pods'] }),
  on('old types without claims', USUAL, { ...ALL, includedResources: ['pods'] }),
  on(
    'a volume on a path of its host',
    [pod([DATA]), claim(), volume({ hostPath: { path: '/' } })],
    ALL,
  ),
  on('a raw block volume', [pod([DATA]), claim({ volumeMode: 'Block' }), volume()], ALL, {
    policy: when('{pvcVolumeMode: Block}', 'skip'),
  }),
];
