import { JujuAgent, runHook } from '@k8s-backup-target/juju-testing';
import { preview } from '@k8s-backup-target/preview';
import { TYPESCRIPT_PROVIDER } from '@k8s-backup-target/tools/charm-folders';
import { MANAGED_BY_LABEL, managedByFor } from '@k8s-backup-target/velero';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inProcesses } from '../hooks/hook-runner.js';
import { Integrator } from '../hooks/integrator.js';
import { type MountedAccount, mountServiceAccount } from '../hooks/service-account.js';
import type { KubernetesObject } from './cluster-client.js';
import type { LabObject } from './lab-object.js';
import { readInventory } from './live-inventory.js';
import { populate } from './populate.js';
import { permissionsOfReadme } from './readme-permissions.js';
import { type Cluster, startCluster } from './start.js';
import type { Velero } from './velero.js';
import { eventually } from './wait.js';

const VELERO = '/apis/velero.io/v1/namespaces/velero';
const SCHEDULE_NAME = 'velero.io/schedule-name';

const CORE = { apiVersion: 'v1', namespaced: true, namespace: 'shop' };
const OBJECTS: readonly LabObject[] = [
  ...['shop', 'other'].map((name) => ({
    ...{ apiVersion: 'v1', kind: 'Namespace', resource: 'namespaces', namespaced: false },
    ...{ namespace: null, name, labels: {} },
  })),
  { ...CORE, kind: 'ConfigMap', resource: 'configmaps', name: 'web', labels: { app: 'web' } },
  { ...CORE, kind: 'ConfigMap', resource: 'configmaps', name: 'batch', labels: { app: 'batch' } },
  {
    ...{ ...CORE, kind: 'ConfigMap', resource: 'configmaps', namespace: 'other' },
    ...{ name: 'web', labels: { app: 'web' } },
  },
  {
    ...{ ...CORE, apiVersion: 'apps/v1', kind: 'Deployment', resource: 'deployments.apps' },
    ...{ name: 'web', labels: { app: 'web' } },
  },
  {
    ...{ ...CORE, kind: 'Pod', resource: 'pods', name: 'web', labels: { app: 'web' } },
    spec: {
      nodeName: 'node-1',
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
    },
    status: { phase: 'Running' },
  },
  {
    ...{ ...CORE, kind: 'PersistentVolumeClaim', resource: 'persistentvolumeclaims' },
    ...{ name: 'data', labels: {}, spec: { volumeName: 'pv-1' }, status: { phase: 'Bound' } },
  },
  {
    ...{ apiVersion: 'v1', kind: 'PersistentVolume', resource: 'persistentvolumes' },
    ...{ namespaced: false, namespace: null, name: 'pv-1', labels: {} },
  },
];

/** Without the labelled things, those that relate to them, and the Namespace, it would be no filter. */
const SAVED = [
  'configmaps/shop/web',
  'deployments.apps/shop/web',
  'namespaces//shop',
  'persistentvolumeclaims/shop/data',
  'persistentvolumes//pv-1',
  'pods/shop/web',
];

let cluster: Cluster;
let velero: Velero;
let agent: JujuAgent;
let account: MountedAccount;
let integrator: Integrator;

beforeAll(async () => {
  cluster = await startCluster({ authorization: 'RBAC' });
  await populate(cluster.api, OBJECTS);
  [velero, agent] = await Promise.all([cluster.startVelero(), JujuAgent.start()]);
  const rules = permissionsOfReadme();
  const token = await cluster.serviceAccount('default', 'integrator', rules, 'velero');
  account = await mountServiceAccount({ ...cluster, token });
  integrator = new Integrator(inProcesses(agent), {
    'forward-to': 'kubernetes',
    schedule: '* * * * *',
  });
});

afterAll(async () => {
  await Promise.all([cluster?.close(), agent?.close(), account?.remove()]);
});

/** Runs the provider charm's own hooks, and returns what it publishes. */
async function publish(config: Readonly<Record<string, string>>): Promise<object> {
  const { simulator } = integrator;
  simulator.addApplication('shop', { charmDir: TYPESCRIPT_PROVIDER, config });
  const relation = simulator.relate('shop:backup', 'integrator:k8s-backup-target');
  await simulator.settle();
  const { succeeded } = await runHook(simulator, 'shop/0', 'config-changed', { agent });
  expect(succeeded).toBe(true);
  const [entry] = JSON.parse(simulator.databag(relation, 'shop')['backup_targets'] ?? '[]');
  return entry.spec;
}

describe('from a databag to a tarball', () => {
  it('a Schedule fires, and its Backup saves exactly what the preview says', async () => {
    const spec = await publish({ namespaces: 'shop', labels: 'app=web', ttl: '2d' });
    await integrator.run('config-changed', account.env);
    expect(integrator.status()).toBe(
      'waiting: 1 backup target; 1 Schedule is made in the next hook',
    );
    await integrator.run('update-status', account.env);
    expect(integrator.status()).toBe('active: 1 backup target; Schedule: * * * * *');
    const [schedule, ...others] = await cluster.api.list(`${VELERO}/schedules`);
    expect(others).toEqual([]);

    const fired = await eventually('the Schedule fires', async () => {
      const selector = encodeURIComponent(`${SCHEDULE_NAME}=${schedule?.metadata.name}`);
      const [backup] = await cluster.api.list<KubernetesObject & { spec: { ttl: string } }>(
        `${VELERO}/backups?labelSelector=${selector}`,
      );
      return backup;
    });
    const inventory = await readInventory(cluster.api);
    const { phase, keys } = await velero.outcome(fired.metadata.name);
    const expected = preview(spec, inventory);
    expect(phase).toBe(expected.phase);
    const included = expected.decisions.filter((decision) => decision.included);
    expect(keys).toEqual(included.map(({ key }) => key).sort());
    expect(keys).toEqual(SAVED);

    const { modelUuid } = integrator;
    expect(fired.spec.ttl).toBe('48h0m0s');
    expect(fired.metadata.labels).toMatchObject({
      app: 'shop',
      endpoint: 'backup',
      model: 'production',
      [MANAGED_BY_LABEL]: managedByFor({ app: 'integrator', modelUuid }),
    });
    expect(fired.metadata.annotations).toMatchObject({ 'k8s-backup-target/app': 'shop' });
  });

  it('an action makes the Backup at once', async () => {
    const parameters = { app: 'shop', endpoint: 'backup', model: 'production', apply: true };
    const before = await cluster.api.list(`${VELERO}/backups`);
    const { failure } = await integrator.act('run-backup', parameters, account.env);
    expect(failure).toBeNull();
    const known = new Set(before.map(({ metadata }) => metadata.name));
    const backups = await cluster.api.list(`${VELERO}/backups`);
    const made = backups.find(
      ({ metadata: { name, labels } }) => !known.has(name) && labels?.[SCHEDULE_NAME] === undefined,
    );
    expect(await velero.outcome(made?.metadata.name ?? '')).toMatchObject({
      phase: 'Completed',
      keys: SAVED,
    });
  });
});
