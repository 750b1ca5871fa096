/** The charm as Juju runs it: its `dispatch`, as `npm run build` leaves it, on a Juju simulator. */
import { fileURLToPath } from 'node:url';
import {
  JujuSimulator,
  type Relation,
  runAction,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import { beforeEach, expect, it, vi } from 'vitest';

// Each hook is a process, and a busy machine takes its time.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const CHARM = fileURLToPath(new URL('..', import.meta.url));

let simulator: JujuSimulator;
let relation: Relation;

beforeEach(async () => {
  simulator = new JujuSimulator({ name: 'my-model' });
  simulator.addApplication('my-app', { charmDir: CHARM, units: 2 });
  simulator.addApplication('velero');
  relation = simulator.relate('my-app:backup', 'velero:backups');
  await simulator.settle(); // The hooks of the deployment, without processes.
  simulator.setConfig('my-app', { namespaces: 'my-namespace', ttl: '30d' });
  await settleProcesses(simulator);
});

function published(): readonly unknown[] {
  return JSON.parse(simulator.databag(relation, 'my-app')['backup_targets'] ?? '[]');
}

const TARGET = {
  app: 'my-app',
  relation_name: 'backup',
  model: 'my-model',
  spec: expect.objectContaining({ include_namespaces: ['my-namespace'], ttl: '720h' }),
};

it('publishes what its config says, from the leader', () => {
  expect(published()).toEqual([TARGET]);
  expect(simulator.status('my-app/0')).toEqual({
    status: 'active',
    message: 'published to backup:1',
  });
  expect(simulator.status('my-app/1').message).toBe('the leader publishes the backup target');
});

it('says which option is wrong, and leaves what was published', async () => {
  simulator.setConfig('my-app', { ttl: '30 days' });
  await settleProcesses(simulator);
  expect(simulator.status('my-app/0')).toEqual({
    status: 'blocked',
    message: expect.stringContaining('invalid backup target: /ttl'),
  });
  expect(published()).toEqual([TARGET]);
});

it('publishes from the next leader after the first was removed', async () => {
  simulator.removeUnit('my-app/0');
  simulator.setConfig('my-app', { ttl: '7d' });
  await settleProcesses(simulator);
  expect(published()).toMatchObject([{ spec: { ttl: '168h' } }]);
});

it('withdraws by action', async () => {
  const { action } = await runAction(simulator, 'my-app/0', 'withdraw-target');
  expect(action?.results).toEqual({ outcome: 'withdrawn from backup:1' });
  expect(published()).toEqual([]);
});
