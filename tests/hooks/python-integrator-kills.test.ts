/**
 * The integrator in Python, killed over and over: with `kill -9`, at any hook command or call of the API. `npm
 * run long-run -- kills-python` is the long run.
 */
import { makePythonCharms, type PythonCharms } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, it } from 'vitest';
import { laneCount, liveEachSeed } from './kills/each-seed.js';
import { IntegratorLife, PLACES } from './kills/integrator-life.js';
import { PythonHooks } from './kills/python-hooks.js';
import { MemoryApi } from './memory-api.js';

const LIVES = 4;

interface Lane {
  readonly api: MemoryApi;
  readonly hooks: PythonHooks;
}

let charms: PythonCharms;
let lanes: readonly Lane[];

beforeAll(async () => {
  charms = await makePythonCharms();
  lanes = await Promise.all(Array.from({ length: laneCount(LIVES) }, startLane));
});

afterAll(async () => {
  for (const { api, hooks } of lanes) {
    hooks.stop();
    await api.stop();
  }
  await charms.remove();
});

async function startLane(): Promise<Lane> {
  const hooks = new PythonHooks(charms.exampleIntegrator, 'IntegratorCharm', ['kubernetes_client']);
  return { api: await MemoryApi.start(), hooks };
}

function liveIn({ api, hooks }: Lane): (seed: number) => Promise<void> {
  const { exampleIntegrator: charmDir } = charms;
  return async (seed) => {
    api.schedules.clear();
    const run = hooks.run.bind(hooks, api.env);
    await IntegratorLife.live({ api, charmDir, places: PLACES, run }, seed);
  };
}

it('loses nothing and leaves nothing behind, whenever it is killed', {
  timeout: 7_200_000,
}, async () => {
  await liveEachSeed(LIVES, ...lanes.map(liveIn));
});
