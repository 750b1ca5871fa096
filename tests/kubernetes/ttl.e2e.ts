import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KubernetesObject } from './cluster-client.js';
import { type Cluster, startCluster } from './start.js';
import type { Velero } from './velero.js';
import { eventually } from './wait.js';

const VELERO = '/apis/velero.io/v1/namespaces/velero';
const UNREADABLE = '30d';
const FENCE = { includedNamespaces: ['velero'], includedResources: ['configmaps'] };
/** A Backup takes a quarter of a second. One that has no phase after this long is not processed. */
const LONG_ENOUGH_MS = 15_000;

type Processed = KubernetesObject & { readonly status?: { readonly phase?: string } };

let cluster: Cluster;
let velero: Velero;

beforeAll(async () => {
  cluster = await startCluster();
  velero = await cluster.startVelero();
});

afterAll(() => cluster?.close());

function store(kind: 'Backup' | 'Schedule', name: string, spec: object): Promise<unknown> {
  const object = { apiVersion: 'velero.io/v1', kind, metadata: { name }, spec };
  return cluster.api.create(`${VELERO}/${kind.toLowerCase()}s`, object);
}

async function phaseOf(kind: 'Backup' | 'Schedule', name: string): Promise<string | undefined> {
  const path = `${VELERO}/${kind.toLowerCase()}s/${name}`;
  return (await cluster.api.get<Processed>(path)).status?.phase;
}

// In this order: each leaves the server as the next one needs it.
describe('a ttl that Velero cannot read', () => {
  it('is stored by the API server in a Backup, and stops every Backup at once', async () => {
    expect((await velero.backup('before', FENCE)).phase).toBe('Completed');
    await store('Backup', 'unreadable', { ...FENCE, ttl: UNREADABLE });
    await store('Backup', 'behind', { ...FENCE, ttl: '1h' });
    await sleep(LONG_ENOUGH_MS);
    expect(await phaseOf('Backup', 'behind')).toBeUndefined();
    await store('Schedule', 'goes-on', { schedule: '@yearly', template: FENCE });
    await eventually('Schedules are still processed', () => phaseOf('Schedule', 'goes-on'));
  });

  it('stops none any more once that Backup is gone', async () => {
    await cluster.api.remove(`${VELERO}/backups/unreadable`);
    expect((await velero.outcome('behind')).phase).toBe('Completed');
  });

  it('in a Schedule stops new Schedules, while Backups go on', async () => {
    await store('Schedule', 'unreadable', { schedule: '@yearly', template: { ttl: UNREADABLE } });
    await store('Schedule', 'behind', { schedule: '@yearly', template: FENCE });
    expect((await velero.backup('beside', FENCE)).phase).toBe('Completed');
    await sleep(LONG_ENOUGH_MS);
    expect(await phaseOf('Schedule', 'behind')).toBeUndefined();
  });

  it('ends the server at its next start, until that Schedule is gone', async () => {
    await velero.stop();
    // Kubernetes starts it again each time. What it does in the moment before it gives up is chance.
    for (const _start of ['first', 'second']) {
      await velero.launch();
      await expect(velero.ended).rejects.toThrow('Velero ended with 1');
    }
    await cluster.api.remove(`${VELERO}/schedules/unreadable`);
    await velero.restart();
    expect((await velero.backup('started-again', FENCE)).phase).toBe('Completed');
    expect(await eventually('it is read', () => phaseOf('Schedule', 'behind'))).toBe('Enabled');
  });
});
