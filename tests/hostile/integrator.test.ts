import { JujuAgent, JujuSimulator, runAction, runHook } from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAYLOADS } from './payloads.js';

/** The charm's process gets so much memory for its objects, and is killed beyond it. */
const extraEnv = { NODE_OPTIONS: '--max-old-space-size=900' };

let agent: JujuAgent;
let python: PythonCharms;

beforeAll(async () => {
  [agent, python] = await Promise.all([JujuAgent.start(), makePythonCharms()]);
});

afterAll(async () => {
  await Promise.all([agent.close(), python.remove()]);
});

/** The options that only the charm in TypeScript has: hook commands go over the agent's socket. */
const TYPESCRIPT_OPTIONS = { 'forward-to': 'relation', 'agent-socket': true };

function integratorBeside(
  payload: string,
  charmDir = TYPESCRIPT_REQUIRER,
  options: Readonly<Record<string, string | boolean>> = TYPESCRIPT_OPTIONS,
): JujuSimulator {
  const simulator = new JujuSimulator({ name: 'production' });
  const config = { schedule: '0 2 * * *', ...options };
  simulator.addApplication('integrator', { charmDir, config });
  simulator.addApplication('velero');
  simulator.addApplication('hostile');
  simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
  const relation = simulator.relate('hostile:backup', 'integrator:k8s-backup-target');
  simulator.setDatabag(relation, 'hostile', PAYLOADS[payload]?.() ?? {});
  return simulator;
}

describe.each(['valid targets with keys of their own', 'a list of bad names', 'a name of escapes'])(
  'the integrator with 16 MiB of %s',
  { timeout: 600_000 },
  (payload) => {
    it('runs its hook and every action', async () => {
      const simulator = integratorBeside(payload);
      await simulator.settle();
      const hook = await runHook(simulator, 'integrator/0', 'update-status', { agent, extraEnv });
      expect(hook).toMatchObject({ succeeded: true, stderr: '' });
      expect(simulator.status('integrator/0').message.length).toBeLessThanOrEqual(1000);
      const key = { app: 'a', endpoint: 'b', model: 'm' };
      for (const [action, parameters] of Object.entries({
        'list-targets': {},
        'get-spec': key,
        'preview-manifests': {},
        'run-backup': key,
      })) {
        const options = { agent, extraEnv };
        const record = await runAction(simulator, 'integrator/0', action, parameters, options);
        expect(record).toMatchObject({ succeeded: true, stderr: '' });
      }
    });
  },
);

it('the integrator in Python runs its hook and its action next to a name of 16 MiB', async () => {
  const simulator = integratorBeside('a name of escapes', python.exampleIntegrator, {});
  await simulator.settle();
  const hook = await runHook(simulator, 'integrator/0', 'update-status', { agent });
  expect(hook).toMatchObject({ succeeded: true, stderr: '' });
  expect(simulator.status('integrator/0').message.length).toBeLessThanOrEqual(1000);
  const record = await runAction(simulator, 'integrator/0', 'list-targets', {}, { agent });
  expect(record).toMatchObject({ succeeded: true, stderr: '' });
});
