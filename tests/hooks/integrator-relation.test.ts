/** The integrators over velero-backup: as processes, and in forks of Python, whose start would be most of a hook. */
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll } from 'vitest';
import { inForks, inProcesses } from './hook-runner.js';
import { PythonHooks } from './kills/python-hooks.js';
import { actionsOfIntegrator, outsidePod } from './suites/integrator-actions.js';
import { forwardingOverRelation } from './suites/integrator-relation.js';

let agent: JujuAgent;
let python: PythonCharms;
let hooks: PythonHooks;

beforeAll(async () => {
  [agent, python] = await Promise.all([JujuAgent.start(), makePythonCharms()]);
  hooks = new PythonHooks(python.exampleIntegrator, 'IntegratorCharm');
});

afterAll(async () => {
  hooks.stop();
  await Promise.all([agent.close(), python.remove()]);
});

const run = () => inProcesses(agent);

forwardingOverRelation('forwarding over velero-backup, in typescript', () => ({
  folder: TYPESCRIPT_REQUIRER,
  run: run(),
  veleroDir: python.veleroReader,
}));
forwardingOverRelation('forwarding over velero-backup, in python', () => ({
  folder: python.exampleIntegrator,
  run: inForks(hooks),
  veleroDir: python.veleroReader,
}));
outsidePod(run);
actionsOfIntegrator(run);
