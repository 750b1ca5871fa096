/** Compiles the programs of the live lab. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGoProgram, whyNoGo } from '@k8s-backup-target/tools/go';
import { buildVeleroServer } from './velero-server.js';

const MODULE = {
  folder: import.meta.dirname,
  imports: [join(import.meta.dirname, '../kubernetes-api')],
};

/** The release of Velero that the lab runs, where `E2E_VELERO` names no other. */
export const LAB_RELEASE = '1.18.3';

/** The release of Velero that this run is about. */
export const VELERO_VERSION = process.env['E2E_VELERO'] || LAB_RELEASE;

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
    velero:
      VELERO_VERSION === LAB_RELEASE
        ? await buildGoProgram({ ...MODULE, name: 'velero', main: './velero' })
        : await buildVeleroServer(VELERO_VERSION),
    objectStore: await buildGoProgram({
      ...MODULE,
      name: 'object-store',
      main: './object-store',
    }),
  };
}

/** Builds the program that asks Velero's backup controller alone; see `backup-controller`. */
export function buildBackupController(): Promise<string> {
  return buildGoProgram({ ...MODULE, name: 'backup-controller', main: './backup-controller' });
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
