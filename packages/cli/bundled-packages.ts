/** What a bundle holds of other projects: for licence texts and for a bill of materials. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of the npm registry, parts of which are in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package states it. */
  readonly license: string;
  /** The text of its licence file; empty where it has none. */
  readonly licenseText: string;
}

/**
 * The packages that a bundle was made of, by name.
 *
 * @param folder - The folder that esbuild ran in.
 * @param inputs - Paths of what was bundled, relative to `folder`: the keys of esbuild's `metafile.inputs`.
 */
export function bundledPackages(
  folder: string,
  inputs: readonly string[],
): readonly BundledPackage[] {
  const folders = inputs.flatMap(
    (path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
  );
  return [...new Set(folders)].sort().map((path) => readPackage(join(folder, path)));
}

function readPackage(place: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  const file = readdirSync(place).find((entry) => /^licen[cs]e/i.test(entry));
  const licenseText = file === undefined ? '' : readFileSync(join(place, file), 'utf8').trim();
  return { name, version, license, licenseText };
}

/** The licences as one text, one package after the other. */
export function licenceTexts(packages: readonly BundledPackage[]): string {
  return packages
    .map(({ name, version, license, licenseText }) => {
      const text = licenseText === '' ? '' : `\n${licenseText}\n`;
      return `${name} ${version} (${license})\n${text}`;
    })
    .join('\n');
}
