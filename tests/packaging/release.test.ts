/** Version and release, run offline in a copy of the repository. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import {
  commit,
  lendPythonEnvironment,
  makeWorkingCopy,
} from '@k8s-backup-target/tools/working-copy';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { changelogSection, UNCHANGED } from '../../scripts/release/changelog-text.js';
import { npmPackages, pythonPackages, readManifest } from '../../scripts/release/packages.js';
import { pendingChangesets } from '../../scripts/release/pending-changesets.js';
import { releaseFaults } from '../../scripts/release/release-faults.js';
import { versionFaults } from '../../scripts/release/version-faults.js';
import { runOffline } from './offline.js';
import { ROOT } from './repository.js';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

it('holds all versions of this repository equal, dependencies and changelogs included', () => {
  expect(versionFaults(ROOT)).toEqual([]);
});

describe('a copy with changesets', () => {
  const BASELINE = 'scripts/compatibility/released/v0/k8s_backup_target.schema.json';
  let copy = '';
  let next = '';
  let dryRun: readonly string[] = [];

  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'release-test-'));
    await makeWorkingCopy(ROOT, copy);
    lendPythonEnvironment(ROOT, copy);
    const [major, minor] = readManifest(join(ROOT, 'packages/schema'))
      .version.split('.')
      .map(Number);
    next = `${major}.${Number(minor) + 1}.0`;
    for (const file of pendingChangesets(copy)) rmSync(join(copy, '.changeset', file));
    write('.changeset/a.md', changeset('schema', 'minor', 'Reads the new field `paused`.'));
    write('.changeset/b.md', changeset('velero', 'patch', 'Names a Backup by its target.'));
    write('.changeset/c.md', changeset('python', 'minor', 'Reads a list of tuples.'));
    // As if the schema had got other words since the last release.
    write(BASELINE, read(BASELINE).replace('What must be backed up.', 'What to save.'));
    await commit(copy, 'Change things');
  });

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  function read(path: string): string {
    return readFileSync(join(copy, path), 'utf8');
  }

  function write(path: string, text: string): void {
    writeFileSync(join(copy, path), text);
  }

  function changeset(name: string, kind: string, text: string): string {
    return `---\n'@k8s-backup-target/${name}': ${kind}\n---\n\n${text}\n`;
  }

  function version(): Promise<string> {
    return runOffline(copy, tsx('scripts/release/version.ts'));
  }

  const REPOSITORY = ['--repository', 'https://github.com/owner/name'] as const;

  function release(...args: readonly string[]): Promise<string> {
    return runOffline(copy, tsx('scripts/release/main.ts', ...args));
  }

  function tsx(...args: readonly string[]): [string, ...string[]] {
    return [process.execPath, '--import', 'tsx', ...args];
  }

  it('is not released before it has its version', async () => {
    const refused = release('--tag', `v${next}`, ...REPOSITORY, '--dry-run');
    await expect(refused).rejects.toThrow(`the tag is v${next}, but the packages are at`);
    await expect(refused).rejects.toThrow('.changeset/a.md is pending: run `npm run version`');
    await expect(refused).rejects.toThrow('is not what scripts/compatibility/released holds');
  });

  it('gets one version throughout, offline', async () => {
    expect(await version()).toContain(`All packages are at ${next}`);
    expect(versionFaults(copy)).toEqual([]);
    expect(releaseFaults(copy, `v${next}`)).toEqual([]);
    expect(read('packages/python/pyproject.toml')).toContain(`version = "${next}"`);
    expect(readManifest(join(copy, 'examples/integrator-charm')).dependencies).toMatchObject({
      '@k8s-backup-target/velero': next,
    });
    expect(read(BASELINE)).toBe(read('schema/v0/k8s_backup_target.schema.json'));
  });

  it('has changelogs that say what changed and no more', () => {
    const section = (name: string) => changelogSection(read(`packages/${name}/CHANGELOG.md`), next);
    const schema = '### Minor Changes\n\n- Reads the new field `paused`.';
    expect(section('schema')).toBe(schema);
    expect(section('python')).toBe('### Minor Changes\n\n- Reads a list of tuples.');
    expect(section('python-compat')).toBe(UNCHANGED);
    expect(section('velero')).toBe('### Patch Changes\n\n- Names a Backup by its target.');
    for (const name of npmPackages(ROOT).filter((name) => !['schema', 'velero'].includes(name)))
      expect(section(name)).toBe(UNCHANGED);
    expect(read('packages/juju/CHANGELOG.md')).toContain(`${UNCHANGED}\n\n## `);
    expect(read('packages/python/CHANGELOG.md')).toMatch(/^# k8s-backup-target\n\n## /);
  });

  it('changes nothing but manifests, lock file, changelogs, changesets and the baseline', async () => {
    const changed = (await run(copy, ['git', 'status', '--porcelain'])).trim().split('\n');
    const expected =
      /^ ?[MD] (?:\.changeset\/[abc]\.md|package-lock\.json|\.pre-commit-hooks\.yaml|action\.yml|docs\/validate-in-git\.md|(?:packages|examples)\/[a-z-]+\/(?:package\.json|pyproject\.toml|CHANGELOG\.md)|scripts\/compatibility\/released\/.*)$/;
    expect(changed.filter((line) => !expected.test(line))).toEqual([]);
    const lock = await run(copy, ['git', 'diff', '--unified=0', 'package-lock.json']);
    const lines = lock.split('\n').filter((line) => /^[-+] /.test(line));
    expect(lines.length).toBeGreaterThan(0);
    expect(
      lines.filter((line) => !/"(?:version|@k8s-backup-target\/[a-z-]+)": "\d/.test(line)),
    ).toEqual([]);
    await commit(copy, 'Version');
  });

  it('has no second version without a changeset', async () => {
    await expect(version()).rejects.toThrow('no changeset is pending');
  });

  it('shows in a dry run what would be released, offline, and leaves nothing', async () => {
    const lines = (await release('--tag', `v${next}`, ...REPOSITORY, '--dry-run'))
      .trim()
      .split('\n');
    dryRun = lines;
    expect(lines.map((line) => line.replace(/^[0-9a-f]{64} {2}(.*) {2}\d+ bytes$/, '$1'))).toEqual([
      ...npmPackages(ROOT).map((name) => `npm/k8s-backup-target-${name}-${next}.tgz`),
      ...['k8s_backup_target', 'k8s_backup_target_compat'].flatMap((name) => [
        `python/${name}-${next}.tar.gz`,
        `python/${name}-${next}-py3-none-any.whl`,
      ]),
      ...npmPackages(ROOT).map((name) => `sbom/k8s-backup-target-${name}-${next}.tgz.cdx.json`),
      ...['k8s_backup_target', 'k8s_backup_target_compat'].flatMap((name) => [
        `sbom/${name}-${next}.tar.gz.cdx.json`,
        `sbom/${name}-${next}-py3-none-any.whl.cdx.json`,
      ]),
    ]);
    expect(await run(copy, ['git', 'status', '--porcelain'])).toBe('');
  });

  it('leaves no folder when packing fails, so the next try may use it', async () => {
    const readme = 'packages/velero/README.md';
    const text = read(readme);
    write(readme, `${text}\n[nowhere](no/such/file.md)\n`);
    const args = ['--tag', `v${next}`, ...REPOSITORY, '--out', 'release'] as const;
    await expect(release(...args)).rejects.toThrow('no/such/file.md');
    write(readme, text);
    expect(readdirSync(copy).filter((name) => name.startsWith('release'))).toEqual([]);
  });

  it('is packed into a folder, which must be empty', async () => {
    const args = ['--tag', `v${next}`, ...REPOSITORY, '--out', 'release'] as const;
    rmSync(join(copy, '.turbo'), { recursive: true });
    for (const name of npmPackages(copy))
      rmSync(join(copy, 'packages', name, 'dist'), { recursive: true });
    const lines = (await release(...args)).trim().split('\n');
    // Built and packed a second time, some seconds later: byte for byte the same.
    expect(lines).toEqual(dryRun);
    expect(readdirSync(join(copy, 'release')).sort()).toEqual(['npm', 'python', 'sbom']);
    const bundled = JSON.parse(read(`release/sbom/k8s-backup-target-cli-${next}.tgz.cdx.json`));
    const names = bundled.components.map(({ name }: { readonly name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['commander', 'yaml']));
    expect(readdirSync(join(copy, 'release/npm'))).toHaveLength(npmPackages(ROOT).length + 1);
    const order = read('release/npm/publish-order.txt').trim().split('\n');
    expect(order).toEqual(npmPackages(ROOT).map((name) => `k8s-backup-target-${name}-${next}.tgz`));
    expect(readdirSync(join(copy, 'release/python'))).toHaveLength(2 * pythonPackages(ROOT).length);
    await expect(release(...args)).rejects.toThrow('release is not empty');
  });

  it('is not released under another tag, nor without one', async () => {
    await expect(release('--tag', next, ...REPOSITORY, '--dry-run')).rejects.toThrow(
      `the tag is ${next}, but`,
    );
    await expect(release('--dry-run')).rejects.toThrow('--tag vX.Y.Z is missing');
  });

  it('is not released without a folder to go to', async () => {
    const nowhere = release('--tag', `v${next}`, ...REPOSITORY);
    await expect(nowhere).rejects.toThrow('--out DIR is missing');
  });

  it('is not released without an address, or with an invalid one', async () => {
    const args = ['--tag', `v${next}`, '--dry-run'] as const;
    await expect(release(...args)).rejects.toThrow('--repository is missing: give the repository');
    const wrong = release(...args, '--repository', 'owner/name');
    await expect(wrong).rejects.toThrow('--repository "owner/name" is not an address');
  });
});
