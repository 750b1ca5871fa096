/**
 * A Python package's version, where pyproject.toml keeps it: one line of the table [project], and the exact
 * version of its sibling among its dependencies.
 */

const LINE = /^(\[project\]\n(?:(?!\[).*\n)*?version = )"([^"]*)"$/m;
const SIBLING = /("k8s-backup-target\[[a-z]+\]==)[^"]*"/g;
const RELEASE = /^\d+\.\d+\.\d+$/;

/**
 * The version in the text of a pyproject.toml.
 *
 * @throws Error when the table [project] has no line `version = "..."`.
 */
export function pythonVersion(pyproject: string): string {
  const version = LINE.exec(pyproject)?.[2];
  if (version === undefined)
    throw new Error('pyproject.toml has no line `version = "..."` in its table [project]');
  return version;
}

/**
 * The text of a pyproject.toml with another version and nothing else changed.
 *
 * @throws Error when there is no such line, or `version` is not X.Y.Z: npm and Python spell
 * prereleases differently.
 */
export function withPythonVersion(pyproject: string, version: string): string {
  if (!RELEASE.test(version))
    throw new Error(`${version} is not X.Y.Z: npm and Python spell prereleases differently`);
  pythonVersion(pyproject);
  return pyproject.replace(LINE, `$1"${version}"`).replace(SIBLING, `$1${version}"`);
}
