/** The charms whose hooks tests and benchmarks run as real processes. */
import { chmod, cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The example charms, in TypeScript, as `npm run build` leaves them. */
export const TYPESCRIPT_PROVIDER: string = join(ROOT, 'examples/provider-charm');
export const TYPESCRIPT_REQUIRER: string = join(ROOT, 'examples/integrator-charm');

/** Charms in Python on `ops`, made ready to run. */
export interface PythonCharms {
  /** The counterparts of the example charms on the Python reference. */
  readonly provider: string;
  readonly requirer: string;
  /** `requirer`, on our library: switched by its one import. */
  readonly libraryRequirer: string;
  /** Reads `velero_backup_config` as velero-operator does. */
  readonly veleroReader: string;
  /** Uses what ops offers besides relations. */
  readonly opsFeatures: string;
  /** The example charms in Python. */
  readonly exampleProvider: string;
  readonly exampleIntegrator: string;
  remove(): Promise<void>;
}

/** Copies the Python charms to a folder of their own, with a `dispatch` for the project's Python. */
export async function makePythonCharms(): Promise<PythonCharms> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'python-charms-'));
  return {
    provider: await makeCharm(folder, 'reference-provider'),
    requirer: await makeCharm(folder, 'reference-requirer'),
    libraryRequirer: await makeSwitched(folder, 'reference-requirer'),
    veleroReader: await makeCharm(folder, 'velero-reader'),
    opsFeatures: await makeCharm(folder, 'ops-features'),
    exampleProvider: await makeExample(folder, 'python-provider-charm'),
    exampleIntegrator: await makeExample(folder, 'python-integrator-charm'),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** An example charm, its one file of metadata split into those that a packed charm has. */
async function makeExample(folder: string, name: string): Promise<string> {
  const charm = await makeCharm(folder, name, 'examples');
  const file = join(charm, 'charmcraft.yaml');
  const { config, actions, ...metadata } = parse(await readFile(file, 'utf8'));
  await rm(file);
  const parts = { 'metadata.yaml': metadata, 'config.yaml': config, 'actions.yaml': actions };
  for (const [part, value] of Object.entries(parts)) {
    await writeFile(join(charm, part), stringify(value));
  }
  return charm;
}

/** A charm on the reference, with our library in place of it. */
async function makeSwitched(folder: string, name: string): Promise<string> {
  const charm = await makeCharm(folder, name, 'tools/charms', `${name}-switched`);
  const file = join(charm, 'src/charm.py');
  const source = await readFile(file, 'utf8');
  const switched = source.replace(
    'from charmlibs.interfaces.k8s_backup_target import',
    'from k8s_backup_target.charm import',
  );
  if (switched === source) throw new Error(`${name} does not import the reference`);
  await writeFile(file, switched);
  return charm;
}

async function makeCharm(
  folder: string,
  name: string,
  from = 'tools/charms',
  as = name,
): Promise<string> {
  const charm = join(folder, as);
  await cp(join(ROOT, from, name), charm, { recursive: true });
  const dispatch = join(charm, 'dispatch');
  const python = join(ROOT, '.venv/bin/python');
  await writeFile(dispatch, `#!/bin/sh\nexec '${python}' ./src/charm.py\n`);
  await chmod(dispatch, 0o755);
  return charm;
}
