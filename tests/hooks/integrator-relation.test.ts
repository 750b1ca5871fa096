/** The integrator in TypeScript over velero-backup, and its actions: as processes. */
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll } from 'vitest';
import { inProcesses } from './hook-runner.js';
import { actionsOfIntegrator, outsidePod } from './suites/integrator-actions.js';
import { forwardingOverRelation } from './suites/integrator-relation.js';

let agent: JujuAgent;
let python: PythonCharms;

beforeAll(async () => {
  [agent, python] = await Promise.all([JujuAgent.start(), makePythonCharms()]);
});

afterAll(async () => {
  await Promise.all([agent.close(), python.remove()]);
});

const charm = () => ({ folder: TYPESCRIPT_REQUIRER, run: inProcesses(agent) });

forwardingOverRelation('forwarding over velero-backup', () => ({
  ...charm(),
  veleroDir: python.veleroReader,
}));
outsidePod(charm);
actionsOfIntegrator(charm);
