import { describe, expect, it } from 'vitest';
import {
  type InventoryObject,
  type PreviewSpec,
  type ServerSettings,
  volumeDecisions,
} from '../index.js';
import { claim, inventory, namespace, object } from '../test-data/objects.js';

const CLAIM_REF = { namespace: 'app', name: 'data' };
const VOLUME = object('persistentvolumes//pv-1', {
  spec: {
    capacity: { storage: '10Gi' },
    storageClassName: 'fast',
    claimRef: CLAIM_REF,
    csi: { driver: 'd' },
  },
});

function pod(volumes: readonly object[], annotations = {}): InventoryObject {
  return object('pods/app/web', {
    annotations,
    spec: { nodeName: 'n', volumes: volumes.map((volume) => ({ name: 'data', ...volume })) },
    status: { phase: 'Running' },
  });
}

const MOUNTED = pod([{ persistentVolumeClaim: { claimName: 'data' } }]);
const BOUND = claim('app/data', 'pv-1', { labels: { tier: 'gold' } });

interface Setting {
  readonly policy?: string;
  readonly server?: ServerSettings;
  readonly spec?: PreviewSpec;
  readonly version?: string;
  /** The global policy. */
  readonly global?: string;
}

/** Answers by object: `no` and `yes`, or the error. */
function ask(objects: readonly InventoryObject[], setting: Setting = {}): Record<string, string> {
  const { policy, server = {}, spec = {}, version = '1.18.3', global } = setting;
  const configMaps = [
    ...(policy === undefined
      ? []
      : [{ name: 'p', data: { a: `version: v1\nvolumePolicies: ${policy}` } }]),
    ...(global === undefined
      ? []
      : [{ name: 'g', data: { a: `version: v1\nvolumePolicies: ${global}` } }]),
  ];
  const cluster = {
    ...inventory(namespace('app'), ...objects),
    velero: {
      configMaps,
      server: { ...server, globalBackupVolumePoliciesConfigmap: global && 'g' },
    },
  };
  const resourcePolicy = policy === undefined ? null : { kind: 'configmap', name: 'p' };
  const decisions = volumeDecisions({ ...spec, resourcePolicy }, cluster, {
    veleroVersion: version,
  });
  return Object.fromEntries(
    decisions.map((one) => [one.object, one.error ?? (one.answer ? 'yes' : 'no')]),
  );
}

function policyOf(conditions: string, action: string): string {
  return `[{conditions: {${conditions}}, action: {type: ${action}}}]`;
}

describe('file-system backup', () => {
  const key = 'pods/app/web:data';
  const EMPTY_DIR = { emptyDir: {} };

  it.each<[string, object, Setting, object, string]>([
    ['is opted in', EMPTY_DIR, {}, { 'backup.velero.io/backup-volumes': 'x,data' }, 'yes'],
    ['is not trimmed', EMPTY_DIR, {}, { 'backup.velero.io/backup-volumes': 'x, data' }, 'no'],
    ['is not the default', EMPTY_DIR, {}, {}, 'no'],
    [
      'may be the default of the server',
      EMPTY_DIR,
      { server: { defaultVolumesToFsBackup: true } },
      {},
      'yes',
    ],
    [
      'is switched off by the spec',
      EMPTY_DIR,
      { server: { defaultVolumesToFsBackup: true }, spec: { defaultVolumesToFsBackup: false } },
      {},
      'no',
    ],
    [
      'follows the name of the time of restic',
      EMPTY_DIR,
      { spec: { defaultVolumesToRestic: true, defaultVolumesToFsBackup: false } },
      {},
      'yes',
    ],
    [
      'is opted out',
      EMPTY_DIR,
      { spec: { defaultVolumesToFsBackup: true } },
      { 'backup.velero.io/backup-volumes-excludes': 'data' },
      'no',
    ],
    [
      'is not for hostPath',
      { hostPath: {} },
      { spec: { defaultVolumesToFsBackup: true } },
      {},
      'no',
    ],
    [
      'is not for the token of an account',
      { ...EMPTY_DIR, name: 'default-token-7' },
      { spec: { defaultVolumesToFsBackup: true } },
      {},
      'no',
    ],
    [
      'may be the action of a policy',
      EMPTY_DIR,
      { policy: policyOf('volumeTypes: [emptyDir]', 'fs-backup') },
      {},
      'yes',
    ],
    [
      'is overridden by a policy',
      EMPTY_DIR,
      { policy: policyOf('capacity: "0,5Gi"', 'skip') },
      { 'backup.velero.io/backup-volumes': 'data' },
      'no',
    ],
  ])('%s', (_, volume, setting, annotations, answer) => {
    const answers = ask([pod([volume], annotations)], setting);
    expect(Object.values(answers)).toEqual([answer]);
  });

  it('is not for claims where their type is left out', () => {
    const spec = { defaultVolumesToFsBackup: true, includedNamespaceScopedResources: ['pods'] };
    expect(ask([MOUNTED, BOUND, VOLUME], { spec })[key]).toBe('no');
  });

  it('errs with a policy where the claim, or its volume, is not there', () => {
    const policy = policyOf('storageClass: [slow]', 'skip');
    expect(ask([MOUNTED], { policy })[key]).toBe(
      'failed to get PVC data for Volume app/data: persistentvolumeclaims "data" not found',
    );
    expect(ask([MOUNTED, BOUND], { policy })[key]).toBe(
      'failed to get PV pv-1 for PVC app/data: persistentvolumes "pv-1" not found',
    );
    expect(ask([MOUNTED, BOUND])[key]).toBe('no');
  });

  it('asks a policy about a claim without a volume from 1.18 on', () => {
    const policy = policyOf('pvcLabels: {tier: gold}', 'fs-backup');
    const pending = claim('app/data', '', {
      labels: { tier: 'gold' },
      status: { phase: 'Pending' },
    });
    expect(ask([MOUNTED, pending], { policy })[key]).toBe('yes');
    expect(ask([MOUNTED, pending], { policy, version: '1.17.2' })[key]).toBe(
      'PVC app/data has no volume backing this claim',
    );
  });
});

describe('a snapshot', () => {
  const ofClaim = 'persistentvolumeclaims/app/data';
  const ofVolume = 'persistentvolumes/pv-1';

  it('is the default, of the claim and of its volume', () => {
    expect(ask([BOUND, VOLUME])).toEqual({ [ofClaim]: 'yes', [ofVolume]: 'yes' });
    expect(ask([BOUND, VOLUME], { spec: { snapshotVolumes: false } })).toEqual({
      [ofClaim]: 'no',
      [ofVolume]: 'no',
    });
  });

  it('is left to file-system backup by annotations alone', () => {
    const spec = { defaultVolumesToFsBackup: true };
    expect(ask([MOUNTED, BOUND, VOLUME], { spec })).toMatchObject({
      [ofClaim]: 'no',
      [ofVolume]: 'no',
    });
  });

  it('is left to it by pods of included namespaces alone from 1.18 on', () => {
    const spec = { defaultVolumesToFsBackup: true, includedNamespaces: ['db'] };
    const objects = [namespace('db'), MOUNTED, BOUND, VOLUME];
    expect(ask(objects, { spec })[ofVolume]).toBe('yes');
    expect(ask(objects, { spec, version: '1.17.2' })[ofVolume]).toBe('no');
  });

  it('may be asked for by a policy, whatever snapshotVolumes says', () => {
    const setting = {
      policy: policyOf('storageClass: [fast]', 'snapshot'),
      spec: { snapshotVolumes: false },
    };
    expect(ask([BOUND, VOLUME], setting)).toEqual({ [ofClaim]: 'yes', [ofVolume]: 'yes' });
  });

  it('of a volume is decided without its claim', () => {
    const policy = policyOf('pvcLabels: {tier: gold}', 'skip');
    expect(ask([BOUND, VOLUME], { policy })).toEqual({ [ofClaim]: 'no', [ofVolume]: 'yes' });
  });

  it('of a claim without a volume is an error, unless a policy decides', () => {
    const lost = claim('app/data', 'pv-1', { status: { phase: 'Lost' } });
    expect(ask([lost])[ofClaim]).toBe('PVC app/data is in phase Lost and is not bound to a volume');
    const policy = policyOf('pvcPhase: [Lost]', 'skip');
    expect(ask([lost], { policy })[ofClaim]).toBe('no');
  });

  it('may be asked for by the global policy, behind that of the Backup', () => {
    const global = policyOf('', 'skip');
    expect(ask([VOLUME], { global })[ofVolume]).toBe('no');
    expect(ask([VOLUME], { global, version: '1.18.1' })[ofVolume]).toBe('yes');
    const policy = policyOf('csi: {driver: d}', 'snapshot');
    expect(ask([VOLUME], { global, policy })[ofVolume]).toBe('yes');
  });

  it.each([
    ['capacity: "10Gi,10Gi"', true],
    ['capacity: "11Gi,"', false],
    ['capacity: ",9Gi"', false],
    ['storageClass: [""]', false],
    ['nfs: ', true],
    ['nfs: {}', false],
    ['csi: {}', true],
    ['csi: {driver: e}', false],
    ['csi: {driver: d, volumeAttributes: {a: ""}}', false],
    ['volumeTypes: [csi]', true],
    ['volumeTypes: [nfs]', false],
  ])('is skipped by {%s}: %s', (conditions, isSkipped) => {
    const answers = ask([VOLUME], { policy: policyOf(conditions, 'skip') });
    expect(answers[ofVolume]).toBe(isSkipped ? 'no' : 'yes');
  });

  it.each([
    ['pvcAccessModes: [ReadWriteOnce, ReadWriteMany]', true],
    ['pvcAccessModes: [ReadWriteOnce]', false],
    ['pvcAccessModes: [ReadWriteOnce, ReadWriteOnce]', false],
    ['pvcVolumeMode: Block', true],
    ['pvcVolumeMode: Filesystem', false],
    ['pvcPhase: [Pending, Bound]', true],
    ['pvcLabels: {tier: silver}', false],
  ])('of a claim is skipped by {%s}: %s', (conditions, isSkipped) => {
    const spec = {
      volumeName: 'pv-1',
      volumeMode: 'Block',
      accessModes: ['ReadWriteMany', 'ReadWriteOnce'],
    };
    const answers = ask([claim('app/data', 'pv-1', { spec }), VOLUME], {
      policy: policyOf(conditions, 'skip'),
    });
    expect(answers[ofClaim]).toBe(isSkipped ? 'no' : 'yes');
  });
});
