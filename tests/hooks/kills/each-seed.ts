/** Lives from the first seed on: as many as the environment asks for, or as `npm test` has time for. */
import { firstSeed, lifeCount, reportLives } from '@k8s-backup-target/tools/lives';
import { expect } from 'vitest';

/** Many lives are lived side by side where they have processes, which wait for each other. */
const LANES = 4;
const MANY = 100;

/** The lanes that so many lives take. */
export function laneCount(usual: number): number {
  return lifeCount(usual) < MANY ? 1 : LANES;
}

/** Lives them all, one after the other in each lane, and names each that went wrong. `SEED=7 LIVES=1` lives one again. */
export async function liveEachSeed(
  usual: number,
  ...lanes: readonly ((seed: number) => Promise<void>)[]
): Promise<void> {
  const [first, lives] = [firstSeed(), lifeCount(usual)];
  const lost: string[] = [];
  let next = first;
  const liveOn = async (live: (seed: number) => Promise<void>) => {
    while (next < first + lives) {
      const seed = next;
      next += 1;
      await live(seed).catch((error: unknown) =>
        lost.push(`SEED=${seed} LIVES=1: ${String(error)}`),
      );
    }
  };
  await Promise.all(lanes.map(liveOn));
  reportLives({ lives, lost });
  expect(lost).toEqual([]);
}
