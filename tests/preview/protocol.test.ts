import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerTo } from './protocol.js';

const { groups } = JSON.parse(readFileSync(new URL('discovery.json', import.meta.url), 'utf8'));

const OBJECTS = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'app', uid: '7' },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  },
  {
    apiVersion: 'apps/v1beta1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'app', labels: { app: 'web' } },
    spec: { replicas: 1 },
  },
  { apiVersion: 'example.net/v1', kind: 'Ghost', metadata: { name: 'boo', namespace: 'app' } },
];

describe("the executor's answer", () => {
  it('takes a whole BackupSpec and whole objects', () => {
    const backup = { includedNamespaceScopedResources: ['deploy'], ttl: '720h' };
    expect(answerTo({ id: 1, backup, objects: OBJECTS, veleroVersion: 'v1.18.3' })).toEqual({
      id: 1,
      status: 'Completed',
      included: ['deployments.apps/app/web', 'namespaces//app'],
      errors: [],
      decisions: [],
      volumes: [],
    });
  });

  it('takes lists of objects, and nothing at all', () => {
    const [namespace, deployment] = OBJECTS;
    const typed = { ...deployment, kind: undefined, apiVersion: undefined };
    const list = { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [deployment] };
    const untyped = JSON.parse(JSON.stringify({ ...list, items: [typed] }));
    const request = { id: 1, backup: {}, veleroVersion: '1.18.3', configmaps: null, server: null };
    for (const one of [list, untyped]) {
      expect(
        answerTo({ ...request, objects: JSON.parse(JSON.stringify([namespace, one])) }),
      ).toMatchObject({ included: ['deployments.apps/app/web', 'namespaces//app'] });
    }
    expect(answerTo({ ...request, objects: null, discovery: null }).included).toEqual([]);
  });

  it('judges a Backup as the API server stores it, and none that Velero cannot read', () => {
    const request = { id: 1, objects: OBJECTS, veleroVersion: '1.18.3' };
    const misspelt = { includedNamespace: ['gone'], includedResources: ['deploy'] };
    expect(answerTo({ ...request, backup: misspelt }).included).toEqual([
      'deployments.apps/app/web',
    ]);
    expect(() => answerTo({ ...request, backup: { ttl: '30d' } as object })).toThrow('/spec/ttl');
    const whole = { apiVersion: 'velero.io/v1', kind: 'Backup', spec: {} };
    expect(() => answerTo({ ...request, backup: whole as object })).toThrow(
      'spec of the Backup alone',
    );
  });

  it('says which object has no name', () => {
    const objects = [
      { apiVersion: 'v1', kind: 'Pod' },
      { apiVersion: 'v1', kind: 'Pod', metadata: null },
    ];
    for (const one of objects) {
      const request = { id: 1, backup: {}, objects: JSON.parse(JSON.stringify([...OBJECTS, one])) };
      expect(() => answerTo({ ...request, veleroVersion: '1.18.3' })).toThrow(
        '/objects/3 has no metadata.name',
      );
    }
  });

  it('takes an empty namespace for none, and a policy among the objects', () => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'r', namespace: '' },
    };
    const policy = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'p', namespace: 'velero' },
      data: {
        p: 'version: v1\nincludeExcludePolicy: {excludedNamespaceScopedResources: [deploy]}',
      },
    };
    const backup = {
      includedNamespaces: ['app'],
      includedClusterScopedResources: ['clusterroles'],
      resourcePolicy: { kind: 'configmap', name: 'p' },
    };
    const objects = [...OBJECTS, role, policy];
    expect(answerTo({ id: 1, backup, objects, veleroVersion: '1.18.3' }).included).toEqual([
      'clusterroles.rbac.authorization.k8s.io//r',
      'namespaces//app',
    ]);
  });

  it('takes a discovery table in place of the vectors\u2019', () => {
    const ghosts = {
      groupVersion: 'example.net/v1',
      resources: [
        {
          name: 'ghosts',
          kind: 'Ghost',
          namespaced: true,
          verbs: ['list', 'create', 'get', 'delete'],
        },
      ],
    };
    const discovery = { groups: [...groups, ghosts] };
    const request = { id: 1, backup: {}, objects: OBJECTS, veleroVersion: '1.18.3' };
    expect(answerTo(request).included).not.toContain('ghosts.example.net/app/boo');
    expect(answerTo({ ...request, discovery }).included).toContain('ghosts.example.net/app/boo');
  });

  it('reads the policy in a whole ConfigMap of Velero\u2019s namespace', () => {
    const policy = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'p', namespace: 'velero' },
      data: {
        policy: 'version: v1\nincludeExcludePolicy:\n  excludedNamespaceScopedResources: [deploy]',
      },
    };
    const request = {
      id: 1,
      backup: { resourcePolicy: { kind: 'configmap', name: 'p' } },
      objects: OBJECTS,
      veleroVersion: '1.18.3',
    };
    expect(answerTo({ ...request, configmaps: [policy] }).included).toEqual(['namespaces//app']);
    const elsewhere = { ...policy, metadata: { name: 'p', namespace: 'app' } };
    expect(answerTo({ ...request, configmaps: [elsewhere] })).toMatchObject({
      status: 'FailedValidation',
      errors: ['resource-policy:invalid'],
    });
  });

  it('gives the decisions of the volume helper, with what the server was started with', () => {
    const volume = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'web',
        namespace: 'app',
        annotations: { 'backup.velero.io/backup-volumes-excludes': 'b' },
      },
      spec: {
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'b', emptyDir: {} },
        ],
      },
    };
    const server = { defaultVolumesToFsBackup: true };
    const request = { id: 1, backup: {}, objects: [volume], server, veleroVersion: '1.18.3' };
    expect(answerTo(request).decisions).toEqual([
      { kind: 'fs-backup', object: 'pods/app/web:a', answer: true, error: null },
      { kind: 'fs-backup', object: 'pods/app/web:b', answer: false, error: null },
    ]);
  });

  it('says what becomes of each volume, from whole objects and the arguments of a server', () => {
    const objects = [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web', namespace: 'app' },
        spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] },
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data', namespace: 'app' },
        spec: { volumeName: 'pv-1', storageClassName: 'fast' },
        status: { phase: 'Bound' },
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'pv-1' },
        spec: { csi: { driver: 'd' }, claimRef: { namespace: 'app', name: 'data' } },
      },
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'fast' },
        provisioner: 'd',
      },
      {
        apiVersion: 'snapshot.storage.k8s.io/v1',
        kind: 'VolumeSnapshotClass',
        metadata: { name: 'snap' },
        driver: 'd',
      },
    ];
    const request = { id: 1, backup: {}, objects, veleroVersion: '1.18.3' };
    const volume = { pod: 'app/web', volume: 'v', claim: 'app/data', persistentVolume: 'pv-1' };
    expect(answerTo(request).volumes).toEqual([{ ...volume, method: 'none', rule: 'csi-off' }]);
    const nothing = { server: null, configmaps: null };
    expect(answerTo({ ...request, ...nothing })).toEqual(answerTo(request));
    const server = { features: 'EnableCSI' };
    expect(answerTo({ ...request, server }).volumes).toEqual([
      { ...volume, method: 'csi-snapshot', rule: 'snapshot' },
    ]);
    const claims = objects.map((object) =>
      object.kind === 'PersistentVolumeClaim'
        ? { ...object, spec: { volumeName: 'pv-1' } }
        : object,
    );
    expect(answerTo({ ...request, server, objects: claims }).volumes).toEqual([
      { ...volume, method: 'error', rule: 'storage-class-missing' },
    ]);
  });

  it('wants one of spec and backup', () => {
    const request = { id: 1, objects: [], veleroVersion: '1.18.3' };
    expect(() => answerTo(request)).toThrow('Give spec, or');
  });
});
