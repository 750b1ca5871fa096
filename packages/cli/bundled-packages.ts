/** What a bundle holds of other projects: for licence texts and for a bill of materials. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of the npm registry, parts of which are in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package states it. */
  readonly license: string;
  /** The text of its licence file; where it has none, the licence's own text with the author's name. */
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
  const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  const { name, version, license } = manifest;
  const file = readdirSync(place).find((entry) => /^(?:un)?licen[cs]e|^copying/i.test(entry));
  const licenseText =
    file === undefined ? textOf(manifest) : readFileSync(join(place, file), 'utf8').trim();
  return { name, version, license, licenseText };
}

/** Some packages state the MIT licence and leave its text out, which it wants to be with every copy. */
function textOf({ name, license, author }: Readonly<Record<string, unknown>>): string {
  if (license !== 'MIT') {
    throw new Error(
      `the package ${name} has no licence file, and its licence ${license} no text here`,
    );
  }
  return `${MIT_TITLE}\n\nCopyright (c) ${authorOf(author) ?? `the authors of ${name}`}\n\n${MIT_TEXT}`;
}

function authorOf(author: unknown): string | undefined {
  if (typeof author === 'string') return author;
  if (typeof author !== 'object' || author === null || !('name' in author)) return undefined;
  return String(author.name);
}

const MIT_TITLE = 'The MIT License (MIT)';
const MIT_TEXT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation
the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and
to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of
the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
IN THE SOFTWARE.`;

/** The licences as one text, one package after the other. */
export function licenceTexts(packages: readonly BundledPackage[]): string {
  return packages
    .map(
      ({ name, version, license, licenseText }) =>
        `${name} ${version} (${license})\n\n${licenseText}\n`,
    )
    .join('\n');
}
