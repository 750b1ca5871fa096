/**
 * Random lives of a charm that makes a cluster agree with `requirer.state()`: whatever happens, and whenever a
 * hook is killed, nothing that is asked for is deleted, and once it is quiet the cluster holds what is wanted.
 * `LIVES=10000 SEED=1 npx vitest run tests/hooks/requirer-life.test.ts` is the long run.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lives } from './life/steps.js';
import { World } from './life/world.js';

const LIVES = Number(process.env['LIVES'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 1);

it(`loses nothing and leaves nothing behind in ${LIVES} lives`, {
  timeout: 3_600_000,
}, async () => {
  let lived = 0;
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      lived += 1;
      await World.live(life);
    }),
    { seed: SEED, numRuns: LIVES },
  );
  expect(lived).toBe(LIVES);
});
