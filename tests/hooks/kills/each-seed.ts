/** Lives from the first seed on: as many as the environment asks for, or as `npm test` has time for. */
import { firstSeed, lifeCount, reportLives } from '@k8s-backup-target/tools/lives';
import { expect } from 'vitest';

/** Lives them all, and names each that went wrong. `SEED=7 LIVES=1` lives the seventh again. */
export async function liveEachSeed(
  usual: number,
  live: (seed: number) => Promise<void>,
): Promise<void> {
  const [first, lives] = [firstSeed(), lifeCount(usual)];
  const lost: string[] = [];
  for (let seed = first; seed < first + lives; seed += 1) {
    await live(seed).catch((error: unknown) => lost.push(`SEED=${seed} LIVES=1: ${String(error)}`));
  }
  reportLives({ lives, lost });
  expect(lost).toEqual([]);
}
