/** Reads and changes the table [project] of a pyproject.toml as text. */

/** A package of this repository, at exactly one version, among the dependencies. */
const SIBLING = /"(k8s-backup-target(?:\[\w+\])?)==[^"]*"/g;
const RELEASE = /^\d+\.\d+\.\d+$/;

/** A field of the table that is one string on one line. */
function line(field: string): RegExp {
  return new RegExp(`^(\\[project\\]\\n(?:(?!\\[).*\\n)*?${field} = )"([^"]*)"$`, 'm');
}

/**
 * The name of the distribution, as PyPI knows it.
 *
 * @throws Error when the table has no line `name = "..."`.
 */
export function pythonName(pyproject: string): string {
  return fieldOf(pyproject, 'name');
}

/**
 * The version in the text of a pyproject.toml.
 *
 * @throws Error when the table [project] has no line `version = "..."`.
 */
export function pythonVersion(pyproject: string): string {
  return fieldOf(pyproject, 'version');
}

/**
 * The text of a pyproject.toml with another version, also of the packages of this repository that it depends
 * on, and nothing else changed.
 *
 * @throws Error when there is no such line, or `version` is not X.Y.Z: npm and Python spell
 * prereleases differently.
 */
export function withPythonVersion(pyproject: string, version: string): string {
  if (!RELEASE.test(version))
    throw new Error(`${version} is not X.Y.Z: npm and Python spell prereleases differently`);
  pythonVersion(pyproject);
  return pyproject.replace(line('version'), `$1"${version}"`).replace(SIBLING, `"$1==${version}"`);
}

function fieldOf(pyproject: string, field: string): string {
  const value = line(field).exec(pyproject)?.[2];
  if (value === undefined)
    throw new Error(`pyproject.toml has no line \`${field} = "..."\` in its table [project]`);
  return value;
}
