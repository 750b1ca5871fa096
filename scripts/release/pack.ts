/** Packs what is published, as it stands on disk: the packages must have been built. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { run } from '@k8s-backup-target/tools/run';
import { npmPackages, readManifest } from './packages.js';
import { publishedManifest } from './published-manifest.js';

/**
 * Packs every npm package into `folder`. Returns the tarballs' paths, by the packages' folder names.
 *
 * @throws Error when a package is not built. @throws CommandError when npm fails.
 */
export async function packNpm(root: string, folder: string): Promise<Map<string, string>> {
  const packages = npmPackages(root);
  const destination = resolve(folder);
  mkdirSync(destination, { recursive: true });
  const unbuilt = packages.filter((name) => !isBuilt(join(root, 'packages', name)));
  if (unbuilt.length > 0)
    throw new Error(`not built: ${unbuilt.join(', ')}. Run \`npm run build\` first`);
  const stage = mkdtempSync(join(tmpdir(), 'pack-'));
  try {
    for (const name of packages) await packOne(root, name, stage, destination);
  } finally {
    rmSync(stage, { recursive: true });
  }
  return new Map(
    packages.map((name) => [name, join(destination, tarballName(join(root, 'packages', name)))]),
  );
}

/** npm chooses the files; a second run packs them with the manifest that users get. */
async function packOne(
  root: string,
  name: string,
  stage: string,
  destination: string,
): Promise<void> {
  const source = join(root, 'packages', name);
  const staged = join(stage, name);
  mkdirSync(staged);
  await npmPack(source, staged);
  const tarball = join(staged, tarballName(source));
  await run(staged, ['tar', '--extract', '--gzip', '--file', tarball]);
  const extracted = join(staged, 'package');
  const manifest = publishedManifest(readManifest(extracted));
  writeFileSync(join(extracted, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await npmPack(extracted, destination);
}

async function npmPack(folder: string, destination: string): Promise<void> {
  await run(folder, ['npm', 'pack', '--silent', `--pack-destination=${destination}`]);
}

function isBuilt(folder: string): boolean {
  return existsSync(join(folder, 'dist'));
}

function tarballName(folder: string): string {
  const { name, version } = readManifest(folder);
  return `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;
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
