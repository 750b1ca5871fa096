/** The npm packages of this repository, as their manifests describe them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders below `packages` that are published on npm, each after those it depends on. */
export const NPM_PACKAGES = [
  'schema',
  'lint',
  'juju',
  'juju-testing',
  'provider',
  'requirer',
  'velero',
] as const;

/** The Python package's name on PyPI. */
export const PYTHON_PACKAGE = 'k8s-backup-target';

/** The fields of a package.json that releasing and its tests look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly files?: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Reads the package.json in `folder`. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
