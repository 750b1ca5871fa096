import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 30;

/** The longest wait. It ends a test that hangs, and does not measure speed. */
const PATIENCE_MS = 180_000;

/**
 * Asks until the answer is not undefined, and returns it.
 *
 * @throws Error that names `what`, after three minutes or `patienceMs`.
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(POLL_MS)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`Waited ${patienceMs / 1000} s, but never saw that ${what}.`);
}
