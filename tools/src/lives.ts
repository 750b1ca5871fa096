/** What a test of random lives is asked for by its environment, and what it says afterwards. */
import { writeFileSync } from 'node:fs';

/** What a test found out; `npm run long-run` keeps it. */
export interface LivesResult {
  readonly lives: number;
  /** The lives that went wrong, each as it can be run again. */
  readonly lost: readonly string[];
}

/** The lives to live: `LIVES`, or the few that `npm test` has time for. */
export function lifeCount(usual: number): number {
  return Number(process.env['LIVES'] ?? usual);
}

/** The first seed: `SEED`, or 1. */
export function firstSeed(): number {
  return Number(process.env['SEED'] ?? 1);
}

/** Writes what was found to the file that `LIVES_RESULT` names, if it does. */
export function reportLives(result: LivesResult): void {
  const file = process.env['LIVES_RESULT'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(result));
}
