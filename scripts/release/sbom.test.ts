import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { inTemporaryFolder } from '@k8s-backup-target/tools/temporary-folder';
import { describe, expect, it } from 'vitest';
import { type Part, pythonParts, sbomOf } from './sbom.js';

const OWN: Part = { registry: 'npm', name: '@scope/a', version: '1.2.3', license: 'Apache-2.0' };
const PARTS: readonly Part[] = [
  { registry: 'npm', name: 'b', version: '2.0.0', license: '(MIT OR Apache-2.0)' },
  { registry: 'pypi', name: 'pydantic', range: '>=2.6,<3' },
];

function sbom(): Promise<string> {
  return inTemporaryFolder('sbom-', async (folder) => {
    const file = join(folder, 'a.tgz');
    writeFileSync(file, 'content');
    return sbomOf(file, OWN, PARTS);
  });
}

describe('sbomOf', () => {
  it('keeps to the schema of CycloneDX 1.6', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(await sbom())).toBeNull();
    expect(await validator.validate('{"bomFormat": "CycloneDX"}')).not.toBeNull();
  });

  it('names the file by its hash, and each part', async () => {
    const { metadata, components, dependencies } = JSON.parse(await sbom());
    expect(metadata.component).toMatchObject({
      name: '@scope/a',
      version: '1.2.3',
      purl: 'pkg:npm/%40scope/a@1.2.3',
      hashes: [
        {
          alg: 'SHA-256',
          content: 'ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73',
        },
      ],
    });
    expect(components).toMatchObject([
      { name: 'b', version: '2.0.0', licenses: [{ expression: '(MIT OR Apache-2.0)' }] },
      { name: 'pydantic', properties: [{ value: '>=2.6,<3' }] },
    ]);
    expect(dependencies).toContainEqual({
      ref: 'pkg:npm/%40scope/a@1.2.3',
      dependsOn: ['pkg:npm/b@2.0.0', 'pkg:pypi/pydantic'],
    });
  });

  it('gives the same bytes for the same file', async () => {
    expect(await sbom()).toBe(await sbom());
  });
});

describe('pythonParts', () => {
  it.each([
    ['python', [{ registry: 'pypi', name: 'pydantic', range: '>=2.6,<3' }]],
    ['python-compat', [{ registry: 'pypi', name: 'k8s-backup-target', version: '0.1.0' }]],
  ])('reads what packages/%s needs', (name, parts) => {
    const project = readFileSync(`packages/${name}/pyproject.toml`, 'utf8');
    expect(pythonParts(project)).toMatchObject(parts);
  });
});
