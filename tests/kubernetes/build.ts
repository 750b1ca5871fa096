/** Compiles the programs of the live lab. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGoProgram, whyNoGo } from '@k8s-backup-target/tools/go';

const MODULE = {
  folder: import.meta.dirname,
  imports: [join(import.meta.dirname, '../kubernetes-api')],
};

/** Paths of what was built. */
export interface LabPrograms {
  readonly apiServer: string;
  readonly velero: string;
  /** Velero's plugin that keeps backups as files. */
  readonly objectStore: string;
}

/**
 * Builds the programs unless these very sources are built already. From an empty build cache it takes
 * minutes: 4 on two idle cores, with 3 GB of cache.
 *
 * @throws Error when there is no Go, or the build fails.
 */
export async function buildLab(): Promise<LabPrograms> {
  const reason = whyNoGo();
  if (reason !== undefined)
    throw new Error(`The live tests run Kubernetes and Velero, which Go compiles here: ${reason}.`);
  // One after the other: they share most of what there is to compile.
  return {
    apiServer: await buildGoProgram({
      ...MODULE,
      name: 'api-server',
      main: './api-server',
      variables: kubernetesVersion(),
    }),
    velero: await buildGoProgram({ ...MODULE, name: 'velero', main: './velero' }),
    objectStore: await buildGoProgram({
      ...MODULE,
      name: 'object-store',
      main: './object-store',
    }),
  };
}

/** Clients such as kubectl read the version that is stamped in here. */
function kubernetesVersion(): Record<string, string> {
  const module = readFileSync(join(MODULE.folder, 'go.mod'), 'utf8');
  const found = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)/.exec(module);
  if (found === null) throw new Error('go.mod names no release of Kubernetes.');
  const [, gitVersion = '', gitMajor = '', gitMinor = ''] = found;
  const entries = Object.entries({ gitVersion, gitMajor, gitMinor });
  return Object.fromEntries(
    entries.map(([name, value]) => [`k8s.io/component-base/version.${name}`, value]),
  );
}
