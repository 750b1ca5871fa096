/** The charms whose hooks the tests run as real processes. */
import { chmod, cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The example charms, in TypeScript, as `npm run build` leaves them. */
export const TYPESCRIPT_PROVIDER: string = resolve('examples/provider-charm');
export const TYPESCRIPT_REQUIRER: string = resolve('examples/integrator-charm');

/** Charms in Python on `ops`, made ready to run. */
export interface PythonCharms {
  /** The counterparts of the example charms on the Python reference. */
  readonly provider: string;
  readonly requirer: string;
  /** What velero-operator reads of `velero_backup_config`. */
  readonly veleroReader: string;
  remove(): Promise<void>;
}

/** Copies the Python charms to a folder of their own, with a `dispatch` for the project's Python. */
export async function makePythonCharms(): Promise<PythonCharms> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'python-charms-'));
  return {
    provider: await makeCharm(folder, 'reference-provider'),
    requirer: await makeCharm(folder, 'reference-requirer'),
    veleroReader: await makeCharm(folder, 'velero-reader'),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function makeCharm(folder: string, name: string): Promise<string> {
  const charm = join(folder, name);
  await cp(`tests/hooks/charms/${name}`, charm, { recursive: true });
  const dispatch = join(charm, 'dispatch');
  await writeFile(dispatch, `#!/bin/sh\nexec '${resolve('.venv/bin/python')}' ./src/charm.py\n`);
  await chmod(dispatch, 0o755);
  return charm;
}
