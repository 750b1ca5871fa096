/** The origin that every package states, npm and Python alike; written when it is packed. */
import type { Manifest } from './packages.js';

/** Who publishes all packages. */
const AUTHOR = 'The k8s-backup-target authors';

/** By these words all packages are found. */
const KEYWORDS: readonly string[] = ['juju', 'charm', 'kubernetes', 'velero', 'backup'];

/** The origin of a package. */
export interface Origin {
  /** The repository's address, as `repositoryAddress` gives it. */
  readonly address: string;
  /** The tag that is released, such as `v1.2.3`. */
  readonly tag: string;
  /** The package's folder, such as `packages/schema`. */
  readonly folder: string;
}

/** The fields of a package.json that say where the package comes from. */
export function npmMetadata({ address, tag, folder }: Origin): Partial<Manifest> {
  return {
    keywords: KEYWORDS,
    homepage: `${address}/tree/${tag}/${folder}#readme`,
    bugs: { url: `${address}/issues` },
    repository: { type: 'git', url: `git+${address}.git`, directory: folder },
    author: AUTHOR,
  };
}

/**
 * The text of a pyproject.toml with the same said in it.
 *
 * @throws Error when it has no table [project] with a version, or says some of it already.
 */
export function withPythonMetadata(pyproject: string, { address, tag, folder }: Origin): string {
  const said = /^(?:authors|keywords) = |^\[project\.urls\]/m.exec(pyproject)?.[0];
  if (said !== undefined)
    throw new Error(`${folder}/pyproject.toml has \`${said.trim()}\`, which is written at packing`);
  const own = `authors = [{ name = ${JSON.stringify(AUTHOR)} }]\nkeywords = ${JSON.stringify(KEYWORDS)}\n`;
  const withOwn = pyproject.replace(/^\[project\]\n/m, (table) => table + own);
  if (withOwn === pyproject) throw new Error(`${folder}/pyproject.toml has no table [project]`);
  const urls = {
    Homepage: `${address}/tree/${tag}/${folder}#readme`,
    Repository: address,
    Issues: `${address}/issues`,
    Changelog: `${address}/blob/${tag}/packages/python/CHANGELOG.md`,
  };
  const lines = Object.entries(urls).map(([name, url]) => `${name} = ${JSON.stringify(url)}\n`);
  return `${withOwn.trimEnd()}\n\n[project.urls]\n${lines.join('')}`;
}
