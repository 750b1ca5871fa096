/** The package.json that users get. */
import { npmMetadata, type Origin } from './metadata.js';
import type { Conditions, Manifest } from './packages.js';

/** By this condition tests, type checks and scripts of this repository resolve packages to their sources. */
export const SOURCE_CONDITION = '@k8s-backup-target/source';

/** Says where the package comes from; leaves out scripts, development dependencies and the way to sources. */
export function publishedManifest(manifest: Manifest, origin: Origin): Manifest {
  const { devDependencies: _, scripts: __, exports, ...kept } = manifest;
  const published = { ...kept, ...npmMetadata(origin) };
  return exports === undefined ? published : { ...published, exports: withoutSources(exports) };
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
