/** The charms whose hooks tests and benchmarks run as real processes. */
import { chmod, cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The example charms, in TypeScript, as `npm run build` leaves them. */
export const TYPESCRIPT_PROVIDER: string = join(ROOT, 'examples/provider-charm');
export const TYPESCRIPT_REQUIRER: string = join(ROOT, 'examples/integrator-charm');

/** Charms in Python on `ops`, made ready to run. */
export interface PythonCharms {
  /** The counterparts of the example charms on the Python reference. */
  readonly provider: string;
  readonly requirer: string;
  /** What velero-operator reads of `velero_backup_config`. */
  readonly veleroReader: string;
  /** Uses what ops offers besides relations. */
  readonly opsFeatures: string;
  remove(): Promise<void>;
}

/** Copies the Python charms to a folder of their own, with a `dispatch` for the project's Python. */
export async function makePythonCharms(): Promise<PythonCharms> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'python-charms-'));
  return {
    provider: await makeCharm(folder, 'reference-provider'),
    requirer: await makeCharm(folder, 'reference-requirer'),
    veleroReader: await makeCharm(folder, 'velero-reader'),
    opsFeatures: await makeCharm(folder, 'ops-features'),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function makeCharm(folder: string, name: string): Promise<string> {
  const charm = join(folder, name);
  await cp(join(ROOT, 'tools/charms', name), charm, { recursive: true });
  const dispatch = join(charm, 'dispatch');
  const python = join(ROOT, '.venv/bin/python');
  await writeFile(dispatch, `#!/bin/sh\nexec '${python}' ./src/charm.py\n`);
  await chmod(dispatch, 0o755);
  return charm;
}
