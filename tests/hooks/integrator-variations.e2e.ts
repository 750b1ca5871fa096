/**
 * Every variation with the integrator in TypeScript in each place, and every third with the one in Python, which takes
 * a second for each; `VARIATIONS=all npm run e2e -- tests/hooks/integrator-variations` runs all.
 */
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, describe } from 'vitest';
import { inForks } from './hook-runner.js';
import { inMemory } from './in-memory.js';
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

describe.each(['kubernetes', 'relation'] as const)('over %s', (place) => {
  variations('in typescript', () => ({ folder: TYPESCRIPT_REQUIRER, run: inMemory, api, place }));
  const python = () => ({ folder: charms.exampleIntegrator, run: inForks(hooks), api, place });
  variations('in python', python, EVERY);
});
