/** Packs what is published, as it stands on disk: the packages must have been built. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PYTHON } from '../python/environment.js';
import { NPM_PACKAGES, readManifest } from './packages.js';
import { run } from './run.js';

/**
 * Packs every npm package into `folder`. Returns the tarballs' paths, by the packages' folder names.
 *
 * @throws Error when a package is not built. @throws CommandError when npm fails.
 */
export async function packNpm(root: string, folder: string): Promise<Map<string, string>> {
  const destination = resolve(folder);
  mkdirSync(destination, { recursive: true });
  const unbuilt = NPM_PACKAGES.filter(
    (name) => !existsSync(join(root, `packages/${name}/dist/index.js`)),
  );
  if (unbuilt.length > 0)
    throw new Error(`not built: ${unbuilt.join(', ')}. Run \`npm run build\` first`);
  const workspaces = NPM_PACKAGES.map((name) => `--workspace=packages/${name}`);
  await run(root, ['npm', 'pack', '--silent', `--pack-destination=${destination}`, ...workspaces]);
  return new Map(
    NPM_PACKAGES.map((name) => {
      const manifest = readManifest(join(root, 'packages', name));
      const base = manifest.name.replace(/^@/, '').replace('/', '-');
      return [name, join(destination, `${base}-${manifest.version}.tgz`)];
    }),
  );
}

/**
 * Packs the Python package into `folder` with the project's own environment, so that nothing is fetched:
 * the sdist, and the wheel made from it. Returns their paths.
 *
 * @throws Error when there is no environment. @throws CommandError when the build fails.
 */
export async function packPython(
  root: string,
  folder: string,
): Promise<{ sdist: string; wheel: string }> {
  const python = resolve(root, PYTHON);
  if (!existsSync(python))
    throw new Error(`there is no ${PYTHON}: run \`npm test\` once, which makes it`);
  const destination = resolve(folder);
  const build = [
    '-m',
    'build',
    '--no-isolation',
    '--outdir',
    destination,
    'packages/python',
  ] as const;
  await run(root, [python, ...build]);
  return { sdist: only(destination, '.tar.gz'), wheel: only(destination, '.whl') };
}

function only(folder: string, extension: string): string {
  const [file, ...others] = readdirSync(folder).filter((name) => name.endsWith(extension));
  if (file === undefined || others.length > 0)
    throw new Error(`${folder} should hold one ${extension} file`);
  return join(folder, file);
}
