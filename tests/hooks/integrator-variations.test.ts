/** Every variation with the integrator in TypeScript, in each place. */
import { TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, describe } from 'vitest';
import { inMemory } from './in-memory.js';
import { MemoryApi } from './memory-api.js';
import { variations } from './suites/integrator-variations.js';

let api: MemoryApi;

beforeAll(async () => {
  api = await MemoryApi.start();
});

afterAll(() => api.stop());

describe.each(['kubernetes', 'relation'] as const)('over %s', (place) => {
  variations('in typescript', () => ({ folder: TYPESCRIPT_REQUIRER, run: inMemory, api, place }));
});
