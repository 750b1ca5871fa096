/** Finds parts of the repository that are not at its one version. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changelogSection } from './changelog-text.js';
import {
  foldersWithManifest,
  type Manifest,
  npmPackages,
  pythonPackages,
  readManifest,
} from './packages.js';
import { pendingChangesets } from './pending-changesets.js';
import { pythonVersion, withPythonVersion } from './python-project.js';
import { hookVersionFaults } from './sync-hook-versions.js';

/**
 * Lists, one line each, what is not at the version of `packages/schema`: the other packages, the
 * dependencies between them and of the examples, the lock file, the Python packages, the changelogs.
 */
export function versionFaults(root: string): string[] {
  const folders = [...npmPackages(root).map((name) => `packages/${name}`), ...pythonPackages(root)];
  const { version } = readManifest(join(root, 'packages/schema'));
  const users = [...folders, ...foldersWithManifest(root, 'examples')];
  const names = new Set(folders.map((folder) => readManifest(join(root, folder)).name));
  const lock = readLock(root);
  return [
    ...folders.flatMap((folder) => wrongVersion(root, folder, version)),
    ...users.flatMap((folder) => {
      const manifest = readManifest(join(root, folder));
      return [
        ...wrongDependencies(`${folder}/package.json`, manifest, names, version),
        ...wrongDependencies(`package-lock.json, ${folder}`, lock[folder], names, version),
      ];
    }),
    ...folders
      .filter((folder) => lock[folder]?.version !== version)
      .map((folder) => `package-lock.json, ${folder}: ${lock[folder]?.version}, not ${version}`),
    ...hookVersionFaults(root, version),
    ...ungrouped(root, names),
    ...pythonPackages(root).flatMap((folder) => pythonFaults(root, folder, version)),
  ];
}

function wrongVersion(root: string, folder: string, wanted: string): string[] {
  const { name, version } = readManifest(join(root, folder));
  const faults = version === wanted ? [] : [`${folder}/package.json: ${version}, not ${wanted}`];
  const isSilent = changelogSection(read(root, `${folder}/CHANGELOG.md`), wanted) === undefined;
  return isSilent && !isAnnounced(root, name)
    ? [...faults, `${folder}/CHANGELOG.md: nothing about ${wanted}`]
    : faults;
}

/** A package that is new since the last release has a changeset instead of a changelog. */
function isAnnounced(root: string, name: string): boolean {
  return pendingChangesets(root).some((file) => read(root, `.changeset/${file}`).includes(name));
}

function wrongDependencies(
  where: string,
  manifest: Partial<Manifest> | undefined,
  names: ReadonlySet<string>,
  version: string,
): string[] {
  const { dependencies, devDependencies, peerDependencies } = manifest ?? {};
  return [dependencies, devDependencies, peerDependencies].flatMap((group) =>
    Object.entries(group ?? {})
      .filter(([name, range]) => names.has(name) && range !== version)
      .map(([name, range]) => `${where}: depends on ${name} ${range}, not ${version}`),
  );
}

/** Changesets give one version to the packages of a fixed group, which their configuration lists. */
function ungrouped(root: string, names: ReadonlySet<string>): string[] {
  const [group = []]: readonly (readonly string[])[] = JSON.parse(
    read(root, '.changeset/config.json'),
  ).fixed;
  return [...names]
    .filter((name) => !group.includes(name))
    .map((name) => `.changeset/config.json: \`fixed\` lacks ${name}`);
}

function pythonFaults(root: string, folder: string, version: string): string[] {
  const project = read(root, `${folder}/pyproject.toml`);
  const found = pythonVersion(project);
  return [
    ...(found === version ? [] : [`${folder}/pyproject.toml: ${found}, not ${version}`]),
    ...(withPythonVersion(project, found) === project
      ? []
      : [`${folder}/pyproject.toml: depends on another version of a package of this repository`]),
  ];
}

function readLock(root: string): Readonly<Record<string, Partial<Manifest>>> {
  return JSON.parse(read(root, 'package-lock.json')).packages;
}

/** The text of a file; empty if there is none. */
function read(root: string, path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}
