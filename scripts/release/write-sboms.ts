import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PythonFiles } from './pack-python.js';
import { readManifest } from './packages.js';
import { pythonName, pythonVersion } from './python-project.js';
import { npmParts, type Part, pythonParts, writeSbom } from './sbom.js';

/**
 * Writes the bill of materials of every published file into `folder`, and returns their paths.
 *
 * @param npm - The tarballs by the packages' folder names.
 * @param python - The files of the Python packages, likewise.
 */
export function writeSboms(
  root: string,
  folder: string,
  npm: ReadonlyMap<string, string>,
  python: ReadonlyMap<string, PythonFiles>,
): readonly string[] {
  const ofNpm = [...npm].map(([name, tarball]) => {
    const source = join(root, 'packages', name);
    const manifest = readManifest(source);
    const own: Part = {
      registry: 'npm',
      name: manifest.name,
      version: manifest.version,
      license: manifest.license,
    };
    return writeSbom(folder, tarball, own, npmParts(source, manifest.dependencies));
  });
  const ofPython = [...python].flatMap(([name, { sdist, wheel }]) => {
    const project = readFileSync(join(root, 'packages', name, 'pyproject.toml'), 'utf8');
    const own: Part = {
      registry: 'pypi',
      name: pythonName(project),
      version: pythonVersion(project),
      license: 'Apache-2.0',
    };
    return [sdist, wheel].map((file) => writeSbom(folder, file, own, pythonParts(project)));
  });
  return [...ofNpm, ...ofPython];
}
