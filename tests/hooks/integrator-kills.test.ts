/**
 * The integrator in TypeScript, killed over and over. Its hooks run in this process, so thousands take a
 * minute; a kill is that nothing which it does from then on has an effect. `npm run long-run --
 * kills-typescript` is the long run.
 */
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, it, vi } from 'vitest';
import { doWork } from './in-memory.js';
import { liveEachSeed } from './kills/each-seed.js';
import { IntegratorLife, PLACES } from './kills/integrator-life.js';
import { MemoryApi } from './memory-api.js';

let api: MemoryApi;

beforeAll(async () => {
  api = await MemoryApi.start();
  for (const [name, value] of Object.entries(api.env)) vi.stubEnv(name, value);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await api.stop();
});

it('loses nothing and leaves nothing behind, whenever it is killed', {
  timeout: 7_200_000,
}, async () => {
  await liveEachSeed(25, async (seed) => {
    api.schedules.clear();
    const options = { api, charmDir: TYPESCRIPT_REQUIRER, places: PLACES, run: doWork };
    await IntegratorLife.live(options, seed);
  });
});
