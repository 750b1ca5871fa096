/**
 * Every variation with the integrator in TypeScript in each place, and every third with the one in Python, which takes
 * a second for each; `VARIATIONS=all npm run e2e -- tests/hooks/integrator-variations` runs all.
 */
import { HookCommands } from '@k8s-backup-target/juju';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { reconcileHook } from '../../examples/integrator-charm/src/reconcile-hook.js';
import { inForks, type RunHook } from './hook-runner.js';
import { PythonHooks } from './kills/python-hooks.js';
import { MemoryApi } from './memory-api.js';
import { variations } from './suites/integrator-variations.js';

const EVERY = process.env['VARIATIONS'] === 'all' ? 1 : 3;

let api: MemoryApi;
let charms: PythonCharms;
let hooks: PythonHooks;

beforeAll(async () => {
  api = await MemoryApi.start();
  charms = await makePythonCharms();
  hooks = new PythonHooks(charms.exampleIntegrator, 'IntegratorCharm', ['kubernetes_client']);
});

afterAll(async () => {
  hooks.stop();
  await Promise.all([api.stop(), charms.remove()]);
});

/** The hook in this process: what `dispatch` starts it with is tested elsewhere. */
const inMemory: RunHook = async ({ simulator, request, environment, faults }) => {
  const session = simulator.open(request, { faults });
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    const juju = new HookCommands(session.context, session.runner);
    const endpoint = ['k8s-backup-target', 'backup-targets'];
    await reconcileHook(juju, new K8sBackupTargetRequirer({ juju, endpoint }));
    session.commit();
    return { succeeded: true, stderr: '', action: null };
  } finally {
    vi.unstubAllEnvs();
    session.end();
  }
};

describe.each(['kubernetes', 'relation'] as const)('over %s', (place) => {
  variations('in typescript', () => ({ folder: TYPESCRIPT_REQUIRER, run: inMemory, api, place }));
  const python = () => ({ folder: charms.exampleIntegrator, run: inForks(hooks), api, place });
  variations('in python', python, EVERY);
});
