/** `kbt verify` on what a real Velero stored: a good Backup, and each way of losing something. */
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShell, type Shell } from '../../packages/cli/src/testing/shell.js';
import { takeNamespace } from './populate.js';
import { type Cluster, startCluster } from './start.js';
import type { Velero } from './velero.js';
import { DEPLOYMENTS, veleroDeployment } from './velero-deployment.js';

const CLAIMS = '/api/v1/namespaces/shop/persistentvolumeclaims';

let cluster: Cluster;
let velero: Velero;
let shell: Shell;
let admin: Readonly<Record<string, string>>;

beforeAll(async () => {
  [cluster, shell] = await Promise.all([startCluster(), openShell()]);
  admin = { KUBECONFIG: await cluster.kubeconfig() };
  await populate();
  await cluster.api.create(DEPLOYMENTS, veleroDeployment());
  velero = await cluster.startVelero();
});

afterAll(async () => {
  shell?.close();
  await cluster?.close();
});

const meta = (name: string) => ({ metadata: { name } });
const SETTINGS = { ...meta('settings'), data: { colour: 'blue' } };
const container = { name: 'web', image: 'web' };

/** A namespace with a ConfigMap, a Secret and a Deployment. */
async function populate(): Promise<void> {
  const { api } = cluster;
  await api.create('/api/v1/namespaces', meta('shop'));
  const inside = '/api/v1/namespaces/shop';
  await api.create(`${inside}/configmaps`, SETTINGS);
  await api.create(`${inside}/secrets`, { ...meta('db'), stringData: { password: 'hunter2' } });
  await api.create('/apis/apps/v1/namespaces/shop/deployments', {
    ...meta('web'),
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } },
    },
  });
}

function filesOf(backup: string): string {
  return join(cluster.folder, 'store/backups/backups', backup);
}

async function verify(words: string) {
  const { exitCode, output } = await shell.run(`kbt verify ${words} -o json`, admin);
  const data = output.startsWith('{') ? JSON.parse(output) : undefined;
  return { exitCode, output, data, rules: data?.findings.map((one: { rule: string }) => one.rule) };
}

const SHOP = { includedNamespaces: ['shop'] };

/** Takes a Backup of the shop, and returns the folder of its files. */
async function backup(name: string, spec: object = SHOP): Promise<string> {
  await velero.backup(name, spec);
  return filesOf(name);
}

describe('kbt verify, of a good Backup', () => {
  it('finds that everything is there: by its files, with the cluster, and as an inventory wants it', async () => {
    const folder = await backup('good');
    expect(await verify(folder)).toMatchObject({
      exitCode: 0,
      data: { verdict: 'good', findings: [] },
    });
    const live = await verify(`${folder} --context lab`);
    expect(live).toMatchObject({ exitCode: 0, data: { phase: 'Completed' } });
    const inventory = join(cluster.folder, 'inventory.json');
    const spec = join(cluster.folder, 'spec.json');
    await shell.run(`kbt inventory save ${inventory} --context lab`, admin);
    writeFileSync(spec, JSON.stringify({ include_namespaces: ['shop'] }));
    const { exitCode, data } = await verify(`${folder} ${spec} ${inventory}`);
    expect(data.objects.wanted).toBe(data.objects.saved);
    expect(exitCode).toBe(0);
  });

  it('has an object that is absent from the cluster, and those that are the same', async () => {
    const folder = await backup('absent');
    const { api } = cluster;
    const path = '/api/v1/namespaces/shop/configmaps';
    await api.remove(`${path}/settings`);
    const { data } = await verify(`${folder} --against lab`);
    const states = Object.fromEntries(
      data.against.objects.map(({ key, state }: { key: string; state: string }) => [key, state]),
    );
    expect(states).toMatchObject({
      'configmaps/shop/settings': 'absent',
      'deployments.apps/shop/web': 'same',
      'secrets/shop/db': 'present',
      'namespaces//shop': 'same',
    });
    await api.create(path, SETTINGS);
  });

  it('has an object that is different in the cluster', async () => {
    const folder = await backup('kept');
    await cluster.api.patch('/api/v1/namespaces/shop/configmaps/settings', {
      data: { colour: 'red' },
    });
    const { data } = await verify(`${folder} --against lab`);
    expect(data.against.objects).toContainEqual({
      key: 'configmaps/shop/settings',
      state: 'different',
    });
  });
});

/** The collections that hold the shop's objects. */
const COLLECTIONS = [
  '/api/v1/namespaces/shop/configmaps',
  '/api/v1/namespaces/shop/secrets',
  '/api/v1/namespaces/shop/services',
  '/api/v1/namespaces/shop/serviceaccounts',
  CLAIMS,
  '/apis/apps/v1/namespaces/shop/deployments',
  '/apis/rbac.authorization.k8s.io/v1/namespaces/shop/roles',
  '/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings',
];

/** What a person made of each object, by its path: neither its status nor what a cluster or Velero gives it. */
async function contentOfShop(): Promise<ReadonlyMap<string, object>> {
  const lists = await Promise.all(
    COLLECTIONS.map(async (collection) =>
      (await cluster.api.list(collection)).map(({ metadata, status: _, ...content }) => {
        const { name, labels = {}, annotations = {} } = metadata;
        const own = Object.entries(labels).filter(([key]) => !key.startsWith('velero.io/'));
        const made = { ...content, labels: Object.fromEntries(own), annotations };
        return [`${collection}/${name}`, made] as const;
      }),
    ),
  );
  return new Map(lists.flat());
}

async function emptyShop(): Promise<void> {
  for (const path of (await contentOfShop()).keys()) await cluster.api.remove(path);
  await takeNamespace(cluster.api, 'shop');
}

describe('a Backup that kbt verify calls good', () => {
  it('is restored by Velero into an emptied cluster, with every object back as it was', async () => {
    const { api } = cluster;
    const labels = { app: 'web' };
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
    const inside = '/api/v1/namespaces/shop';
    const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/shop';
    await api.create(`${inside}/services`, {
      metadata: { name: 'web', labels },
      spec: { clusterIP: 'None', selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    });
    await api.create(`${inside}/serviceaccounts`, { ...meta('web'), secrets: [{ name: 'db' }] });
    await api.create(`${rbac}/roles`, { ...meta('reader'), rules });
    await api.create(`${rbac}/rolebindings`, {
      ...meta('reader'),
      subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    });
    const before = await contentOfShop();
    const folder = await backup('restored');
    expect(await verify(folder)).toMatchObject({ exitCode: 0, data: { verdict: 'good' } });
    await emptyShop();
    expect(await statesAgainstLab(folder)).toEqual(['absent']);

    expect(await velero.restore('restored')).toEqual({ phase: 'Completed', errors: {} });
    expect(await contentOfShop()).toEqual(before);
    // Of Secrets kbt asks the names alone.
    expect(await statesAgainstLab(folder)).toEqual(['present', 'same']);
    for (const name of ['configmaps', 'secrets', 'services', 'serviceaccounts'])
      expect([...before.keys()].join(' ')).toContain(`/${name}/`);
  });
});

/** The states of all that the tarball holds, each once. */
async function statesAgainstLab(folder: string): Promise<readonly string[]> {
  const { data } = await verify(`${folder} --against lab`);
  const states = data.against.objects.map(({ state }: { state: string }) => state);
  return [...new Set<string>(states)].sort();
}

describe('kbt verify finds', () => {
  it('a tarball that is cut off, and one that is of another Backup', async () => {
    const folder = await backup('damaged');
    const copy = join(cluster.folder, 'copy');
    cpSync(folder, copy, { recursive: true });
    const tarball = join(copy, 'damaged.tar.gz');
    truncateSync(tarball, readFileSync(tarball).length - 50);
    expect(await verify(copy)).toMatchObject({ exitCode: 1, rules: ['archive-unreadable'] });
    await cluster.api.remove('/api/v1/namespaces/shop/configmaps/settings');
    cpSync(join(await backup('other'), 'other.tar.gz'), tarball);
    expect(await verify(copy)).toMatchObject({ exitCode: 1, rules: ['listed-not-saved'] });
    rmSync(copy, { recursive: true });
  });

  it('a Backup by other filters, and an object that was wanted', async () => {
    const folder = await backup('narrow', { ...SHOP, excludedResources: ['secrets'] });
    const inventory = join(cluster.folder, 'inventory.json');
    const spec = join(cluster.folder, 'spec.json');
    const { exitCode, data, rules } = await verify(`${folder} ${spec} ${inventory}`);
    expect(rules).toEqual(['wanted-not-saved', 'backup-spec-differs']);
    expect(data.findings[0].examples).toContain('secrets/shop/db');
    expect(exitCode).toBe(1);
  });

  it('a pod that Velero lists and drops, for want of a node agent, with the error that explains it', async () => {
    const pods = '/api/v1/namespaces/shop/pods';
    const annotations = { 'backup.velero.io/backup-volumes': 'tmp' };
    await cluster.api.create(pods, {
      metadata: { name: 'db-0', annotations },
      spec: {
        nodeName: 'node-1',
        containers: [{ ...container, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    });
    await cluster.api.patch(`${pods}/db-0/status`, { status: { phase: 'Running' } });
    const folder = await backup('dropped');
    const { exitCode, data, rules } = await verify(folder);
    expect(rules).toEqual(
      expect.arrayContaining(['backup-not-completed', 'listed-not-saved', 'no-node-agent']),
    );
    const lost = data.findings.find(({ rule }: { rule: string }) => rule === 'listed-not-saved');
    expect(lost.examples).toEqual(['v1/Pod shop/db-0']);
    expect(exitCode).toBe(1);
    await cluster.api.remove(`${pods}/db-0`);
  });

  it('a volume that Velero saves without its data, in a Backup that is Completed', async () => {
    const { api } = cluster;
    await api.create('/api/v1/persistentvolumes', {
      ...meta('pv-1'),
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        nfs: { server: 's', path: '/' },
        claimRef: { namespace: 'shop', name: 'data' },
      },
    });
    await api.create(CLAIMS, {
      ...meta('data'),
      spec: {
        accessModes: ['ReadWriteOnce'],
        volumeName: 'pv-1',
        storageClassName: '',
        resources: { requests: { storage: '1Gi' } },
      },
    });
    await api.patch(`${CLAIMS}/data/status`, { status: { phase: 'Bound' } });
    const folder = await backup('without-data');
    const { exitCode, data } = await verify(folder);
    expect(data.phase).toBe('Completed');
    expect(data.volumes).toMatchObject([
      { claim: 'shop/data', persistentVolume: 'pv-1', data: 'none' },
    ]);
    expect(exitCode).toBe(1);
    const off = await verify(await backup('off', { ...SHOP, snapshotVolumes: false }));
    expect(off).toMatchObject({ exitCode: 0, data: { volumes: [{ data: 'left-out' }] } });
  });
});
