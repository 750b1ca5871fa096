/**
 * The integrator in Python, killed over and over: with `kill -9`, at any hook command. `npm run long-run --
 * kills-python` is the long run.
 */
import { makePythonCharms, type PythonCharms } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, it } from 'vitest';
import { liveEachSeed } from './kills/each-seed.js';
import { IntegratorLife, type Place, type RunHook } from './kills/integrator-life.js';
import { PythonHooks } from './kills/python-hooks.js';
import { MemoryApi } from './memory-api.js';

const PLACES: readonly [Place, ...Place[]] = [{}];

let api: MemoryApi;
let charms: PythonCharms;
let hooks: PythonHooks;

beforeAll(async () => {
  api = await MemoryApi.start();
  charms = await makePythonCharms();
  hooks = new PythonHooks(charms.exampleIntegrator, 'IntegratorCharm');
});

afterAll(async () => {
  hooks.stop();
  await api.stop();
  await charms.remove();
});

it('loses nothing and leaves nothing behind, whenever it is killed', {
  timeout: 7_200_000,
}, async () => {
  await liveEachSeed(8, async (seed) => {
    api.schedules.clear();
    const { exampleIntegrator: charmDir } = charms;
    const run: RunHook = (session) => hooks.run(session, api.env);
    await IntegratorLife.live({ api, charmDir, places: PLACES, run }, seed);
  });
});
