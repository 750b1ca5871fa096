/** The integrator in TypeScript next to neighbours, each of which tries what it can: as processes. */
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll } from 'vitest';
import { inProcesses } from './hook-runner.js';
import { MemoryApi } from './memory-api.js';
import { neighbours } from './suites/integrator-neighbours.js';

let agent: JujuAgent;
let api: MemoryApi;

beforeAll(async () => {
  [agent, api] = await Promise.all([JujuAgent.start(), MemoryApi.start()]);
});

afterAll(async () => {
  await Promise.all([agent.close(), api.stop()]);
});

neighbours('in typescript', () => ({ folder: TYPESCRIPT_REQUIRER, run: inProcesses(agent), api }));
