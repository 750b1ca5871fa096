/** Packs the npm and the Python packages of a clone as a release would. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ensurePythonEnvironment,
  MissingToolError,
} from '@k8s-backup-target/tools/python-environment';
import { packNpm } from '../release/pack-npm.js';
import { packPython } from '../release/pack-python.js';

/** Links in what is packed lead there: nothing in a clone states where its repository is. */
const SOURCE = { address: 'https://github.com/OWNER/NAME', tag: 'main' } as const;

export interface Packed {
  readonly tarballs: readonly string[];
  /** Why there are no Python packages; undefined where there are. */
  readonly whyNoPython: string | undefined;
}

/**
 * Packs into `folder/npm` and `folder/python`. The packages must have been built.
 *
 * @throws Error when a package is not built. @throws CommandError when npm or Python fails.
 */
export async function packAll(root: string, folder: string): Promise<Packed> {
  rmSync(folder, { recursive: true, force: true });
  const tarballs = [...(await packNpm(root, join(folder, 'npm'), SOURCE)).values()];
  const reason = whyNoPython();
  if (reason === undefined) await packPython(root, join(folder, 'python'), SOURCE);
  return { tarballs, whyNoPython: reason };
}

function whyNoPython(): string | undefined {
  try {
    ensurePythonEnvironment();
    return undefined;
  } catch (error) {
    if (error instanceof MissingToolError) return error.message;
    throw error;
  }
}
