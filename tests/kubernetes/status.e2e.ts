/**
 * Each way to break a lab, on a real API server: first what Velero's own server makes of it, then the states that take
 * days, written into the objects. `status`, `why`, `doctor` and `targets` must agree on each.
 */
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { healthyLab, LAB_NOW, type Lab, writeClient } from '../../packages/cli/src/testing/lab.js';
import { type Verdicts, verdictsOn } from '../../packages/cli/src/testing/verdicts.js';
import { FINE, RECORDED_ONLY, UNKNOWN, WAYS } from '../../packages/cli/src/testing/ways.js';
import type { KubernetesObject } from './cluster-client.js';
import { type Cluster, startCluster } from './start.js';
import type { Velero } from './velero.js';
import { eventually } from './wait.js';

const DAY_MS = 86_400_000;
const VELERO = '/apis/velero.io/v1/namespaces/velero';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/velero/deployments';

/** The lab's objects are of other days: its Schedule is 14 days old, and this server dates objects itself. */
const DAYS = Math.ceil((Date.now() - Date.parse(LAB_NOW)) / DAY_MS) + 14;

let cluster: Cluster;
let velero: Velero;
let kubeconfig: string;
const folders: string[] = [];

beforeAll(async () => {
  cluster = await startCluster({ authorization: 'RBAC' });
  kubeconfig = await cluster.kubeconfig();
  await cluster.api.create('/api/v1/namespaces', { metadata: { name: 'db' } });
  await cluster.api.create('/api/v1/namespaces/db/configmaps', { metadata: { name: 'settings' } });
});

afterAll(() => cluster?.close());

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What is said of the cluster as it is, with the lab's Juju. */
function judged(
  lab: Lab,
  now: string,
  file = kubeconfig,
  ...more: readonly string[]
): Promise<Verdicts> {
  const folder = writeClient(lab.juju);
  folders.push(folder);
  const env = { PATH: `${folder}:${process.env['PATH']}`, KBT_NOW: now };
  return verdictsOn({ env, words: ['--unit', 'integrator/0', '--kubeconfig', file] }, ...more);
}

describe("what Velero's own server makes of it", () => {
  const lab = healthyLab();
  const [schedule] = lab.schedules;
  const name = String(schedule?.metadata['name']);
  const now = () => new Date(Date.now() + 1000).toISOString();

  beforeAll(async () => {
    await writeDeployment(lab.deployments[0]);
    velero = await cluster.startVelero();
    await create('schedules', { metadata: schedule?.metadata ?? {}, spec: schedule?.spec ?? {} });
    await phaseOf('schedules', name, 'Enabled');
  });

  afterAll(() => velero?.stop());

  it('is not protected before the first Backup', async () => {
    expect(await judged(lab, now())).toMatchObject({ state: 'not-protected', failedAt: null });
  });

  it('is protected after it', async () => {
    await ended('good', template());
    expect(await judged(lab, now())).toMatchObject({ state: 'protected', exitCodes: [0, 0, 0] });
  });

  it.each([
    [
      'a Backup that saves nothing',
      { includedResources: ['persistantvolumeclaims'] },
      'saved no objects',
    ],
    [
      'a Backup for a storage location that is gone',
      { storageLocation: 'gone' },
      'FailedValidation',
    ],
    [
      'a Backup of less than the Schedule selects',
      { includedNamespaces: ['kube-system'] },
      'with other includedNamespaces',
    ],
  ])('is at risk with %s', async (_, changes, says) => {
    await ended('bad', { ...template(), ...changes });
    const found = await judged(lab, now());
    await velero.discard('bad');
    expect(found).toMatchObject({ state: 'at-risk', step: 'last-backup', exitCodes: [1, 1, 1] });
    expect(found.detail).toContain(says);
    expect(await judged(lab, now())).toMatchObject({ state: 'protected' });
  });

  it('is at risk where the data of a volume is not saved, if that is asked', async () => {
    await claimVolume('data');
    await ended('with-volume', template());
    const { status } = await cluster.api.get<{ status?: object }>(`${VELERO}/backups/with-volume`);
    expect(status).not.toHaveProperty('volumeSnapshotsCompleted');
    expect(await judged(lab, now())).toMatchObject({ state: 'protected', exitCodes: [0, 0, 0] });
    const { state, step, detail } = await judged(lab, now(), kubeconfig, '--volumes');
    expect([state, step]).toEqual(['at-risk', 'last-backup']);
    expect(detail).toContain('1 of 1 volumes without data');
    await velero.discard('with-volume');
  });

  it('is at risk while a Backup is there that Velero cannot read', async () => {
    await create('backups', { metadata: { name: 'poison' }, spec: { ttl: '30d' } });
    const found = await judged(lab, now());
    await cluster.api.remove(`${VELERO}/backups/poison`);
    expect(found).toMatchObject({ state: 'at-risk', step: 'velero', exitCodes: [1, 1, 1] });
  });

  it('is at risk while a Schedule is there that Velero does not start with', async () => {
    const template = { includedNamespaces: ['poison'], ttl: '30d' };
    const spec = { schedule: '0 2 * * *', template };
    await create('schedules', { metadata: { name: 'poison' }, spec });
    const found = await judged(lab, now());
    await cluster.api.remove(`${VELERO}/schedules/poison`);
    expect(found).toMatchObject({ state: 'at-risk', step: 'velero', exitCodes: [1, 1, 1] });
  });

  it('is at risk while the Schedule is one that Velero refuses', async () => {
    await patched('schedules', name, { spec: { schedule: 'never' } });
    await phaseOf('schedules', name, 'FailedValidation');
    const found = await judged(lab, now());
    await patched('schedules', name, { spec: { schedule: '0 2 * * *' } });
    await phaseOf('schedules', name, 'Enabled');
    expect(found).toMatchObject({ state: 'at-risk', step: 'applied', exitCodes: [1, 1, 1] });
  });

  it('is at risk three days after the server has stopped', async () => {
    const later = new Date(Date.now() + 3 * DAY_MS).toISOString();
    expect(await judged(lab, later)).toMatchObject({ state: 'at-risk', exitCodes: [1, 1, 1] });
  });

  const template = () => Object(schedule?.spec['template']);

  async function ended(backup: string, spec: Record<string, unknown>): Promise<void> {
    const labels = { ...Object(schedule?.metadata['labels']), 'velero.io/schedule-name': name };
    await create('backups', { metadata: { name: backup, labels }, spec });
    await velero.outcome(backup);
  }
});

/** A volume on a node's disk, which no snapshot reaches, and its claim, bound as a controller binds them. */
async function claimVolume(name: string): Promise<void> {
  const claims = '/api/v1/namespaces/db/persistentvolumeclaims';
  const size = { storage: '1Gi' };
  const accessModes = ['ReadWriteOnce'];
  await cluster.api.create('/api/v1/persistentvolumes', {
    metadata: { name },
    spec: {
      capacity: size,
      accessModes,
      hostPath: { path: '/data' },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'db', name },
    },
  });
  await cluster.api.create(claims, {
    metadata: { name },
    spec: { accessModes, resources: { requests: size }, volumeName: name, storageClassName: '' },
  });
  const bound = { status: { phase: 'Bound' } };
  await cluster.api.patch(`/api/v1/persistentvolumes/${name}/status`, bound);
  await cluster.api.patch(`${claims}/${name}/status`, bound);
}

describe('states that take days', () => {
  const now = shifted(LAB_NOW);

  it.each(FINE)('is protected %s', async (_, change) => {
    expect(await verdicts(change)).toMatchObject({ state: 'protected', exitCodes: [0, 0, 0] });
  });

  it.each(WAYS.filter(isWritable))('is never green: %s', async (_, state, step, says, change) => {
    const found = await verdicts(change);
    expect(found).toMatchObject({ state, step, failedAt: step, exitCodes: [1, 1, 1] });
    expect(found.detail).toContain(shifted(says));
    expect(found.doctor).toContain(JSON.stringify(found.detail).slice(1, -1));
  });

  it.each(UNKNOWN.filter(isWritable))(
    'is unknown, which is not fine: %s',
    async (_, step, change) => {
      const found = await verdicts(change);
      expect(found).toMatchObject({ state: 'unknown', step, failedAt: null, exitCodes: [2, 2, 2] });
    },
  );

  async function verdicts(change: (lab: Lab) => void): Promise<Verdicts> {
    const lab = healthyLab();
    change(lab);
    await writeLab(lab);
    return judged(lab, now, await kubeconfigWithout(Object.keys(lab.refused)));
  }
});

function isWritable([name]: readonly [name: string, ...rest: unknown[]]): boolean {
  return !RECORDED_ONLY.has(name);
}

/** An administrator's, or that of somebody who may list everything but these types. */
async function kubeconfigWithout(refused: readonly string[]): Promise<string> {
  if (refused.length === 0) return kubeconfig;
  const rule = (group: string, ...resources: readonly string[]) => ({
    apiGroups: [group],
    resources: resources.filter((one) => !refused.includes(one)),
    verbs: ['list'],
  });
  const rules = [
    rule('velero.io', 'schedules', 'backups', 'backupstoragelocations', 'volumesnapshotlocations'),
    rule('apps', 'deployments'),
  ].filter(({ resources }) => resources.length > 0);
  const name = `without-${refused.join('-')}`;
  return cluster.kubeconfig(await cluster.serviceAccount('default', name, rules, 'velero'));
}

/** Makes the cluster hold the lab's objects and no others. */
async function writeLab(lab: Lab): Promise<void> {
  const location = { provider: 'files', objectStorage: { bucket: 'backups' } };
  const lists: readonly (readonly [plural: string, objects: Lab['backups'], defaults: object])[] = [
    ['schedules', lab.schedules, {}],
    ['backups', lab.backups, {}],
    ['backupstoragelocations', lab.storageLocations, location],
    ['volumesnapshotlocations', lab.snapshotLocations, {}],
  ];
  for (const [plural, objects, defaults] of lists) {
    await emptied(`${VELERO}/${plural}`);
    for (const { metadata, spec, status } of objects) {
      await create(plural, { metadata, spec: { ...defaults, ...spec }, status });
    }
  }
  await emptied(DEPLOYMENTS);
  for (const deployment of lab.deployments) await writeDeployment(deployment);
}

async function emptied(path: string): Promise<void> {
  for (const { metadata } of await cluster.api.list(path)) {
    await cluster.api.remove(`${path}/${metadata.name}`);
  }
}

/** The lab's server runs outside of the cluster: what tells of it is the Deployment of a real one. */
async function writeDeployment(deployment: Lab['deployments'][number] | undefined): Promise<void> {
  const { metadata = {}, spec = {}, status = {} } = deployment ?? {};
  const name = String(metadata['name']);
  const labels = { deployment: name };
  const { containers = [] } = Object(Object(spec['template']).spec);
  const pod = {
    containers: containers.map((one: object) => ({ name: 'main', ...one })),
  };
  await cluster.api.create(DEPLOYMENTS, {
    metadata,
    spec: {
      ...spec,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: pod },
    },
  });
  await cluster.api.patch(`${DEPLOYMENTS}/${name}/status`, {
    status: { replicas: status['readyReplicas'], ...status },
  });
}

/** An object of the lab, as far as it says what it is. */
type Written = Pick<Lab['backups'][number], 'metadata'> & Partial<Lab['backups'][number]>;

function create(plural: string, { metadata, spec, status }: Written) {
  const { creationTimestamp: _, ...kept } = metadata;
  const kinds: Readonly<Record<string, string>> = {
    schedules: 'Schedule',
    backups: 'Backup',
    backupstoragelocations: 'BackupStorageLocation',
    volumesnapshotlocations: 'VolumeSnapshotLocation',
  };
  const object = {
    apiVersion: 'velero.io/v1',
    kind: kinds[plural],
    metadata: { ...kept, namespace: 'velero' },
    spec,
    status,
  };
  return cluster.api.create(`${VELERO}/${plural}`, JSON.parse(shifted(JSON.stringify(object))));
}

function patched(plural: string, name: string, changes: object): Promise<KubernetesObject> {
  return cluster.api.patch(`${VELERO}/${plural}/${name}`, changes);
}

function phaseOf(plural: string, name: string, phase: string): Promise<true> {
  return eventually(`${plural}/${name} is ${phase}`, async () => {
    const { status } = await cluster.api.get<{ status?: { phase?: string } }>(
      `${VELERO}/${plural}/${name}`,
    );
    return status?.phase === phase ? true : undefined;
  });
}

/** A text with the lab's dates, so many days later. */
function shifted(text: string): string {
  return text.replace(/2026-01-\d\d/g, (date) =>
    new Date(Date.parse(date) + DAYS * DAY_MS).toISOString().slice(0, 10),
  );
}
