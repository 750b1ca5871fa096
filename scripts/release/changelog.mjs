/**
 * How `changeset version` words a changelog: the changeset's own text, without the commit's hash, which
 * tells a user nothing. Dependencies are left out: all packages are released together with one version.
 * Plain JavaScript, since changesets loads it by itself.
 */

/** @param {{ summary: string }} changeset */
export async function getReleaseLine({ summary }) {
  const [first, ...more] = summary.trim().split('\n');
  return [`- ${first}`, ...more.map((line) => (line.trim() === '' ? '' : `  ${line}`))].join('\n');
}

export async function getDependencyReleaseLine() {
  return '';
}
