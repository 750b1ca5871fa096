/** Packs the npm packages, as they are on disk: they must have been built. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import { inTemporaryFolder } from '@k8s-backup-target/tools/temporary-folder';
import { withAbsoluteLinks } from './absolute-links.js';
import type { Origin } from './metadata.js';
import { npmPackages, readManifest } from './packages.js';
import { publishedManifest } from './published-manifest.js';

/**
 * Packs every npm package into `folder`. Returns the tarballs' paths by the packages' folder names, each
 * after those that it depends on.
 *
 * @throws Error when a package is not built. @throws CommandError when npm fails.
 */
export async function packNpm(
  root: string,
  folder: string,
  source: Omit<Origin, 'folder'>,
): Promise<Map<string, string>> {
  const packages = npmPackages(root);
  const unbuilt = packages.filter((name) => !existsSync(join(root, 'packages', name, 'dist')));
  if (unbuilt.length > 0)
    throw new Error(`not built: ${unbuilt.join(', ')}. Run \`npm run build\` first`);
  const destination = resolve(folder);
  mkdirSync(destination, { recursive: true });
  return inTemporaryFolder('pack-npm-', async (stage) => {
    const sources = packages.map((name) => join(root, 'packages', name));
    const tarballs = await npmPack(sources, stage);
    const staged: string[] = [];
    for (const [index, name] of packages.entries()) {
      const origin = { ...source, folder: `packages/${name}` };
      staged.push(await stageForUsers(root, origin, tarballs[index] ?? '', stage));
    }
    const published = await npmPack(staged, destination);
    return new Map(packages.map((name, index) => [name, published[index] ?? '']));
  });
}

/** npm chooses the files; what it packs is unpacked again, to get what only users are told. */
async function stageForUsers(
  root: string,
  origin: Origin,
  tarball: string,
  stage: string,
): Promise<string> {
  const staged = join(stage, origin.folder);
  mkdirSync(staged, { recursive: true });
  await run(staged, ['tar', '--extract', '--gzip', '--strip-components=1', '--file', tarball]);
  const manifest = publishedManifest(readManifest(staged), origin);
  writeFileSync(join(staged, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const readme = join(staged, 'README.md');
  writeFileSync(readme, withAbsoluteLinks(readFileSync(readme, 'utf8'), root, origin));
  return staged;
}

/** Packs the packages in `folders`, and returns the tarballs' paths in the same order. */
async function npmPack(folders: readonly string[], destination: string): Promise<string[]> {
  const paths = folders.map((folder) => resolve(folder));
  await run('.', ['npm', 'pack', '--silent', `--pack-destination=${destination}`, ...paths]);
  return paths.map((folder) => {
    const { name, version } = readManifest(folder);
    return join(destination, `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`);
  });
}
