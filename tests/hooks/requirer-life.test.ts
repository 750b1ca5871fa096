/**
 * Random lives of a charm that makes a cluster agree with `requirer.state()`: whatever happens, and whenever a
 * hook is killed, nothing that is asked for is deleted, and once it is quiet the cluster holds what is wanted.
 * `npm run long-run -- lives-typescript` is the long run.
 */
import { firstSeed, lifeCount, reportLives } from '@k8s-backup-target/tools/lives';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lives } from './life/steps.js';
import { World } from './life/world.js';

const LIVES = lifeCount(220);

it(`loses nothing and leaves nothing behind in ${LIVES} lives`, {
  timeout: 3_600_000,
}, async () => {
  let lived = 0;
  const property = fc.asyncProperty(lives, async (life) => {
    lived += 1;
    await World.live(life);
  });
  const details = await fc.check(property, { seed: firstSeed(), numRuns: LIVES });
  const lost = details.failed ? [fc.defaultReportMessage(details) ?? 'a life'] : [];
  reportLives({ lives: lived, lost });
  expect(lost).toEqual([]);
  expect(lived).toBe(LIVES);
});
