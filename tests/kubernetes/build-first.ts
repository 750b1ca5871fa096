import { buildLab } from './build.js';

/** Compiles before any test file runs, so that no two of them do. */
export async function setup(): Promise<void> {
  await buildLab();
}
