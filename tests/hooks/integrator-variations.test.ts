/** Every third variation with the integrator in TypeScript, in each place; `VARIATIONS=all` runs all, as `npm run e2e` does. */
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, describe } from 'vitest';
import { inMemory } from './in-memory.js';
import { MemoryApi } from './memory-api.js';
import { variations } from './suites/integrator-variations.js';

const EVERY = process.env['VARIATIONS'] === 'all' ? 1 : 3;

let api: MemoryApi;

beforeAll(async () => {
  api = await MemoryApi.start();
});

afterAll(() => api.stop());

describe.each(['kubernetes', 'relation'] as const)('over %s', (place) => {
  const charm = () => ({ folder: TYPESCRIPT_REQUIRER, run: inMemory, api, place });
  variations('in typescript', charm, EVERY);
});
