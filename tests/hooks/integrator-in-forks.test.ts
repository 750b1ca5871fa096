/** What other suites tell of the integrator in TypeScript, told of the one in Python, in forks: a start would be most of a hook. */
import { makePythonCharms, type PythonCharms } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { inForks } from './hook-runner.js';
import { PythonHooks } from './kills/python-hooks.js';
import { MemoryApi } from './memory-api.js';
import { actionsOfIntegrator, outsidePod } from './suites/integrator-actions.js';
import { actionsInKubernetes } from './suites/integrator-backups.js';
import { forwardingThroughKubernetes } from './suites/integrator-kubernetes.js';
import { neighbours } from './suites/integrator-neighbours.js';
import { forwardingOverRelation } from './suites/integrator-relation.js';

let api: MemoryApi;
let charms: PythonCharms;
let hooks: PythonHooks;

beforeAll(async () => {
  [api, charms] = await Promise.all([MemoryApi.start(), makePythonCharms()]);
  hooks = new PythonHooks(charms.exampleIntegrator, 'IntegratorCharm', ['kubernetes_client']);
});

afterAll(async () => {
  hooks.stop();
  await Promise.all([api.stop(), charms.remove()]);
});

afterEach(() => {
  api.schedules.clear();
});

const charm = () => ({ folder: charms.exampleIntegrator, run: inForks(hooks), api });
const related = () => ({ ...charm(), veleroDir: charms.veleroReader });

outsidePod(charm);
forwardingOverRelation('forwarding over velero-backup', related);
forwardingThroughKubernetes('forwarding through the Kubernetes API', charm);
actionsInKubernetes('in Kubernetes', charm);
neighbours('next to neighbours', charm);
actionsOfIntegrator(charm);
