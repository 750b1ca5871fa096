/** The package.json that users get: what serves development alone is left out. */
import type { Conditions, Manifest } from './packages.js';

/** By this condition tests, type checks and scripts of this repository resolve packages to their sources. */
export const SOURCE_CONDITION = '@k8s-backup-target/source';

/** Leaves out scripts, development dependencies and the way to the sources. */
export function publishedManifest(manifest: Manifest): Manifest {
  const { devDependencies: _, scripts: __, exports, ...kept } = manifest;
  return exports === undefined ? kept : { ...kept, exports: withoutSources(exports) };
}

function withoutSources(exports: NonNullable<Manifest['exports']>): Manifest['exports'] & {} {
  return Object.fromEntries(
    Object.entries(exports).map(([subpath, target]) => [
      subpath,
      typeof target === 'string' ? target : withoutSource(target),
    ]),
  );
}

function withoutSource({ [SOURCE_CONDITION]: _, ...published }: Conditions): Conditions {
  return published;
}
