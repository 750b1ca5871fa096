/** The integrators next to neighbours, each of which tries what it can: as processes, and in forks of Python. */
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll } from 'vitest';
import { inForks, inProcesses } from './hook-runner.js';
import { PythonHooks } from './kills/python-hooks.js';
import { MemoryApi } from './memory-api.js';
import { neighbours } from './suites/integrator-neighbours.js';

let agent: JujuAgent;
let api: MemoryApi;
let python: PythonCharms;
let hooks: PythonHooks;

beforeAll(async () => {
  [agent, api, python] = await Promise.all([
    JujuAgent.start(),
    MemoryApi.start(),
    makePythonCharms(),
  ]);
  hooks = new PythonHooks(python.exampleIntegrator, 'IntegratorCharm', ['kubernetes_client']);
});

afterAll(async () => {
  hooks.stop();
  await Promise.all([agent.close(), api.stop(), python.remove()]);
});

neighbours('in typescript', () => ({ folder: TYPESCRIPT_REQUIRER, run: inProcesses(agent), api }));
neighbours('in python', () => ({ folder: python.exampleIntegrator, run: inForks(hooks), api }));
