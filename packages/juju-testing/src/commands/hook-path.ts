import { resolve } from 'node:path';

/**
 * A path as Juju's agent reads it in a hook command: from the hook's working directory. The agent has
 * no home, so `~/` is the root.
 */
export function pathFrom(directory: string, path: string): string {
  return path.startsWith('~/') ? path.slice(1) : resolve(directory, path);
}
