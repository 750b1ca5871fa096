/** What other suites tell of processes, told of the integrator in TypeScript in this process: milliseconds a hook. */
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, afterEach, beforeAll, it } from 'vitest';
import { inMemory } from './in-memory.js';
import { MemoryApi } from './memory-api.js';
import { actionsOfIntegrator, outsidePod } from './suites/integrator-actions.js';
import { actionsInKubernetes } from './suites/integrator-backups.js';
import { forwardingThroughKubernetes } from './suites/integrator-kubernetes.js';
import { neighbours } from './suites/integrator-neighbours.js';
import { forwardingOverRelation } from './suites/integrator-relation.js';
import { expectStatus, STEPS, World } from './suites/integrator-steps.js';

let api: MemoryApi;

beforeAll(async () => {
  api = await MemoryApi.start();
});

afterAll(() => api.stop());

afterEach(() => {
  api.schedules.clear();
});

const charm = () => ({ folder: TYPESCRIPT_REQUIRER, run: inMemory, api });

outsidePod(charm);
forwardingOverRelation('forwarding over velero-backup', charm);
forwardingThroughKubernetes('forwarding through the Kubernetes API', charm);
actionsInKubernetes('in Kubernetes', charm);
neighbours('next to neighbours', charm);
actionsOfIntegrator(charm);

it('says in each step what must come of it', async () => {
  const world = new World(api, TYPESCRIPT_REQUIRER, inMemory);
  for (const [step, change, status, hook = 'update-status'] of STEPS) {
    change(world);
    expectStatus(step, await world.hook(hook), status);
  }
});
