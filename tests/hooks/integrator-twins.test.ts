/** The integrators in both languages say, write and keep the same in the same situations, step by step. */
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { inForks } from './hook-runner.js';
import { inMemory } from './in-memory.js';
import { PythonHooks } from './kills/python-hooks.js';
import { MemoryApi } from './memory-api.js';
import { expectStatus, STEPS, World } from './suites/integrator-steps.js';

let apis: readonly [MemoryApi, MemoryApi];
let charms: PythonCharms;
let hooks: PythonHooks;

beforeAll(async () => {
  apis = [await MemoryApi.start(), await MemoryApi.start()];
  charms = await makePythonCharms();
  hooks = new PythonHooks(charms.exampleIntegrator, 'IntegratorCharm', ['kubernetes_client']);
});

afterEach(() => {
  for (const api of apis) api.schedules.clear();
});

afterAll(async () => {
  hooks.stop();
  await Promise.all([...apis.map((api) => api.stop()), charms.remove()]);
});

it('say, write and keep the same', { timeout: 600_000 }, async () => {
  const [typescriptApi, pythonApi] = apis;
  const worlds = [
    new World(typescriptApi, TYPESCRIPT_REQUIRER, inMemory),
    new World(pythonApi, charms.exampleIntegrator, inForks(hooks)),
  ];
  for (const [step, change, status, hook = 'update-status'] of STEPS) {
    const seen: object[] = [];
    for (const world of worlds) {
      change(world);
      seen.push(await world.hook(hook));
    }
    const [typescript, python] = seen;
    expect({ step, ...python }).toEqual({ step, ...typescript });
    expectStatus(step, typescript ?? {}, status);
  }
});
