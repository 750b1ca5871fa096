/** The npm packages of this repository, as their manifests describe them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An export's targets by condition. */
export type Conditions = Readonly<Record<string, string>>;

/** The fields of a package.json that releasing and its tests look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly keywords?: readonly string[];
  readonly homepage?: string;
  readonly bugs?: { readonly url: string };
  readonly repository?: { readonly type: string; readonly url: string; readonly directory: string };
  readonly author?: string;
  readonly files?: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Conditions>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Reads the package.json in `folder`. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** The folders below `packages` that are published on npm, each after those it depends on. */
export function npmPackages(root: string): string[] {
  const manifests = new Map(
    foldersWithManifest(root, 'packages')
      .map((folder) => [folder, readManifest(join(root, folder))] as const)
      .filter(([, manifest]) => manifest.private !== true)
      .map(([folder, manifest]) => [manifest.name, { folder, manifest }] as const),
  );
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    const found = manifests.get(name);
    if (found === undefined || ordered.has(name)) return;
    const { dependencies, peerDependencies } = found.manifest;
    for (const needed of Object.keys({ ...dependencies, ...peerDependencies })) visit(needed);
    ordered.add(name);
  };
  for (const name of manifests.keys()) visit(name);
  return [...ordered].map((name) => manifests.get(name)?.folder.replace('packages/', '') ?? name);
}

/** The folders of the packages that are published on PyPI. */
export function pythonPackages(root: string): string[] {
  return readdirSync(join(root, 'packages'))
    .sort()
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'pyproject.toml')));
}

/** The folders directly below `parent` that hold a package.json, such as `examples/provider-charm`. */
export function foldersWithManifest(root: string, parent: string): string[] {
  return readdirSync(join(root, parent))
    .sort()
    .map((name) => `${parent}/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}
