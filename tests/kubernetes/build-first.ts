import { buildLab } from './build.js';

/** Compiles before any test file runs, so no two of them do. */
export async function setup(): Promise<void> {
  await buildLab();
}
