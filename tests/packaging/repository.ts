/** The repository's folders and manifests that these tests look at. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Manifest, npmPackages, readManifest } from '../../scripts/release/packages.js';
import { SOURCE_CONDITION } from '../../scripts/release/published-manifest.js';

/** The repository's root. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** The origin that a release would be given. */
export const SOURCE = { address: 'https://github.com/owner/name', tag: 'v1.2.3' } as const;

/** The folder with the sources of consumers. */
export const CONSUMER: string = join(ROOT, 'tests/packaging/consumer');

/** The manifest of an npm package in this repository. */
export function manifestOf(name: string): Manifest {
  return readManifest(join(ROOT, 'packages', name));
}

/** Every way to name an npm package or a part of it in an import, as `exports` allow it. */
export function specifiers(): string[] {
  return npmPackages(ROOT)
    .map(manifestOf)
    .flatMap(({ name, exports = {} }) =>
      Object.keys(exports).map((subpath) => name + subpath.slice(1)),
    );
}

/** Every file that the package's `exports` and `bin` lead to, relative to the package. */
export function entryFiles({ exports = {}, bin = {} }: Manifest): string[] {
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string'
      ? [target]
      : Object.entries(target).flatMap(([condition, path]) =>
          condition === SOURCE_CONDITION ? [] : [path],
        ),
  );
  return [...targets, ...Object.values(bin)].map((target) => target.replace(/^\.\//, ''));
}
