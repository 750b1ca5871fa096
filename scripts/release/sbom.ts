/** Bills of materials: what each published file holds and needs, as CycloneDX 1.6 in JSON. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';

/** A package, in a published file or needed by it. */
export interface Part {
  readonly registry: 'npm' | 'pypi';
  readonly name: string;
  /** Undefined where the installer chooses it in a range. */
  readonly version?: string | undefined;
  /** The range, where the installer chooses. */
  readonly range?: string | undefined;
  /** SPDX expression; undefined where it is not known. */
  readonly license?: string | undefined;
}

/**
 * The bill of materials of a published file.
 *
 * The same file gives the same bytes: there is no time and no serial number in it.
 *
 * @param parts - What is bundled into the file, and what it needs when it is installed.
 */
export function sbomOf(file: string, own: Part, parts: readonly Part[]): string {
  const bom = new Models.Bom();
  const subject = componentOf(own);
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  subject.hashes.set(Enums.HashAlgorithm['SHA-256'], sha256);
  bom.metadata.component = subject;
  for (const part of parts) {
    const component = componentOf(part);
    bom.components.add(component);
    subject.dependencies.add(component.bomRef);
  }
  const format = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  const text = new Serialize.JsonSerializer(format).serialize(bom, { sortLists: true, space: 2 });
  return `${text}\n`;
}

/** Writes the bill of materials of `file` into `folder`, and returns its path. */
export function writeSbom(folder: string, file: string, own: Part, parts: readonly Part[]): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${basename(file)}.cdx.json`);
  writeFileSync(path, sbomOf(file, own, parts));
  return path;
}

function componentOf({ registry, name, version, range, license }: Part): Models.Component {
  const component = new Models.Component(Enums.ComponentType.Library, name, { version });
  const purl = `pkg:${registry}/${name.replace('@', '%40')}${version === undefined ? '' : `@${version}`}`;
  component.purl = purl;
  component.bomRef.value = purl;
  if (license !== undefined) component.licenses.add(new Models.LicenseExpression(license));
  if (range !== undefined)
    component.properties.add(new Models.Property('k8s-backup-target:version-range', range));
  return component;
}

/** What an npm package bundles and needs, as its folder tells after the build. */
export function npmParts(
  folder: string,
  dependencies: Readonly<Record<string, string>> = {},
): readonly Part[] {
  const list = join(folder, 'dist/bundled-packages.json');
  const bundled: readonly Omit<Part, 'registry'>[] = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8'))
    : [];
  const needed = Object.entries(dependencies).map(([name, version]) => ({ name, version }));
  return [...bundled, ...needed].map((part) => ({ registry: 'npm', ...part }));
}

/** What a Python package needs: the list `dependencies` of its pyproject.toml. */
export function pythonParts(pyproject: string): readonly Part[] {
  const list = /^dependencies = \[((?:\s*"[^"]*",?)*)\s*\]/m.exec(pyproject)?.[1] ?? '';
  return [...list.matchAll(/"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?([^"]*)"/g)].map(
    ([, name = '', range = '']): Part => {
      const exact = /^==([^,*]+)$/.exec(range)?.[1];
      return { registry: 'pypi', name, ...(exact === undefined ? { range } : { version: exact }) };
    },
  );
}
