import { open, rm } from 'node:fs/promises';

/**
 * Runs `body` while no other process works on this state file, so none undoes what another
 * has done.
 *
 * @throws Error if another process has the file
 */
export async function withStateLock<T>(path: string, body: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  try {
    await (await open(lock, 'wx')).close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new Error(`another process works on ${path}; if none does, remove ${lock}`);
  }
  try {
    return await body();
  } finally {
    await rm(lock, { force: true });
  }
}
