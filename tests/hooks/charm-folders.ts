/** The charms whose hooks the tests run as real processes. */
import { chmod, cp, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The example charms, in TypeScript, as `npm run build` leaves them. */
export const TYPESCRIPT_PROVIDER: string = resolve('examples/provider-charm');
export const TYPESCRIPT_REQUIRER: string = resolve('examples/integrator-charm');

/** Their counterparts on the Python reference and `ops`, made ready to run. */
export interface ReferenceCharms {
  readonly provider: string;
  readonly requirer: string;
  remove(): Promise<void>;
}

/** Copies the reference charms to a folder of their own, with a `dispatch` for the project's Python. */
export async function makeReferenceCharms(): Promise<ReferenceCharms> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'reference-charms-'));
  return {
    provider: await makeCharm(folder, 'reference-provider'),
    requirer: await makeCharm(folder, 'reference-requirer'),
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
