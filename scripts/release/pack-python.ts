/** Packs the Python packages with the project's own environment, so nothing is fetched. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { run } from '@k8s-backup-target/tools/run';
import { inTemporaryFolder } from '@k8s-backup-target/tools/temporary-folder';
import { withAbsoluteLinks } from './absolute-links.js';
import { type Origin, withPythonMetadata } from './metadata.js';
import { pythonPackages } from './packages.js';
import { pythonName, pythonVersion } from './python-project.js';

/** The files of one Python package. */
export interface PythonFiles {
  readonly sdist: string;
  readonly wheel: string;
}

/** Files that tools leave in a package's folder, and that no package holds. */
const LEFT_BY_TOOLS = /\/(?:__pycache__|dist|node_modules|\.[^/]*(?:cache|hypothesis|turbo))$/;

/**
 * Packs every Python package into `folder`: the sdist, and the wheel made from it. Returns their paths, by
 * the packages' folder names.
 *
 * @throws Error when there is no environment. @throws CommandError when a build fails.
 */
export async function packPython(
  root: string,
  folder: string,
  source: Omit<Origin, 'folder'>,
): Promise<Map<string, PythonFiles>> {
  const python = resolve(root, PYTHON);
  if (!existsSync(python))
    throw new Error(`there is no ${PYTHON}: run \`npm run python-environment\``);
  const destination = resolve(folder);
  return inTemporaryFolder('pack-python-', async (stage) => {
    const files = new Map<string, PythonFiles>();
    for (const each of pythonPackages(root)) {
      stageForUsers(root, { ...source, folder: each }, join(stage, each));
      const build = ['-m', 'build', '--no-isolation', '--outdir', destination, join(stage, each)];
      await run(root, [python, ...build]);
      files.set(each.replace('packages/', ''), filesOf(join(stage, each), destination));
    }
    return files;
  });
}

function stageForUsers(root: string, origin: Origin, staged: string): void {
  cpSync(join(root, origin.folder), staged, {
    recursive: true,
    filter: (path) => !LEFT_BY_TOOLS.test(path),
  });
  const [project, readme] = [join(staged, 'pyproject.toml'), join(staged, 'README.md')];
  writeFileSync(project, withPythonMetadata(readFileSync(project, 'utf8'), origin));
  writeFileSync(readme, withAbsoluteLinks(readFileSync(readme, 'utf8'), root, origin));
}

function filesOf(staged: string, destination: string): PythonFiles {
  const project = readFileSync(join(staged, 'pyproject.toml'), 'utf8');
  const base = `${pythonName(project).replaceAll('-', '_')}-${pythonVersion(project)}`;
  return {
    sdist: join(destination, `${base}.tar.gz`),
    wheel: join(destination, `${base}-py3-none-any.whl`),
  };
}
