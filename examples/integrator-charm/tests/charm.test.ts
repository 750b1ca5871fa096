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
let forwarded: Relation;

beforeEach(async () => {
  simulator = new JujuSimulator({ name: 'my-model' });
  simulator.addApplication('integrator', {
    charmDir: CHARM,
    config: { schedule: '0 2 * * *' },
  });
  simulator.addApplication('velero');
  forwarded = simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
  simulator.addApplication('my-app');
  relation = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
  await simulator.settle(); // The hooks of the deployment, without processes.
  publish({ ttl: '72h' });
  await settleProcesses(simulator);
});

/** Writes what the charm of my-app would publish. */
function publish(spec: object): void {
  const target = { app: 'my-app', relation_name: 'backup', model: 'my-model', spec };
  simulator.setDatabag(relation, 'my-app', { backup_targets: JSON.stringify([target]) });
}

/** What the charm tells velero-operator. */
function told(): Readonly<Record<string, unknown>> {
  const { spec = '{}', ...rest } = simulator.databag(forwarded, 'integrator');
  return { ...rest, ...JSON.parse(spec) };
}

const TOLD = expect.objectContaining({ app: 'my-app', ttl: '72h', schedule: '0 2 * * *' });

it('forwards what is published, with its own schedule', () => {
  expect(told()).toEqual(TOLD);
});

it('says what it refuses, and leaves what it forwarded', async () => {
  publish({ ttl: '30 days' });
  await settleProcesses(simulator);
  expect(told()).toEqual(TOLD);
  const { action } = await runAction(simulator, 'integrator/0', 'list-targets');
  expect(action?.results).toMatchObject({
    count: '0',
    issues: expect.stringContaining('/backup_targets/0/spec/ttl must look like 72h'),
  });
});

it('withdraws nothing in a unit that is removed', async () => {
  simulator.addUnit('integrator');
  await simulator.settle();
  simulator.removeUnit('integrator/0');
  await settleProcesses(simulator);
  expect(told()).toEqual(TOLD);
});

it('withdraws what it forwarded when the relation ends', async () => {
  simulator.removeRelation(relation);
  await settleProcesses(simulator);
  expect(told()).toEqual({ ...told(), app: 'my-app', schedule: null });
});
