import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

async function problemsOf(stdin: string, ...words: string[]) {
  const { stdout } = await kbt(['validate', '-o', 'json', ...words], { stdin });
  const problems: {
    line: number;
    column: number;
    rule: string;
    pointer: string;
    inner: string | null;
  }[] = JSON.parse(stdout).problems;
  return problems;
}

describe('kbt validate', () => {
  it('points at the field that is unknown', async () => {
    const found = await problemsOf(
      'ttl: 1d\nexclude_namespace: [a]\ninclude_namespaces: [b]\nTTL: 1\n',
    );
    const unknown = found.filter(({ rule }) => rule === 'additionalProperties');
    expect(unknown[0]).toMatchObject({
      message: 'is no field of the contract: did you mean exclude_namespaces?',
    });
    expect(unknown).toMatchObject([
      { line: 2, column: 1, pointer: '/exclude_namespace' },
      { line: 4, column: 1, pointer: '/TTL' },
    ]);
  });

  it('points into the text of a databag, and at its key in the file', async () => {
    const entry = { app: 'a', relation_name: 'b', model: 'm', spec: { ttl: '1x' } };
    const stdin = JSON.stringify({ backup_targets: JSON.stringify([entry]) }, null, 2);
    expect(await problemsOf(stdin)).toMatchObject([
      { line: 2, column: 3, pointer: '/backup_targets', inner: '/0/spec/ttl', rule: 'pattern' },
    ]);
  });

  it('warns of a misspelt field in a databag, which requirers drop in silence', async () => {
    const entry = { app: 'a', relation_name: 'b', model: 'm', spec: { exclude_namespace: ['x'] } };
    const stdin = JSON.stringify({ backup_targets: JSON.stringify([entry]) });
    const { exitCode, stdout } = await kbt(['validate'], { stdin });
    expect(stdout).toContain('warning[additionalProperties]');
    expect(stdout).toContain('requirers ignore it');
    expect(exitCode).toBe(0);
  });

  it('judges by the release that is asked about', async () => {
    const stdin = '{"include_namespaces": ["app-?"], "include_cluster_resources": true}';
    const rules = async (version: string) =>
      (await problemsOf(stdin, '--velero-version', version)).map(({ rule }) => rule);
    expect(await rules('1.17.2')).toContain('namespace-glob');
    expect(await rules('1.18.3')).not.toContain('namespace-glob');
  });

  it('says that a release was not measured', async () => {
    const { stdout } = await kbt(['validate', '--velero-version', '1.18.2'], { stdin: 'ttl: 1d' });
    expect(stdout).toContain('1.18.2 was not measured');
  });

  it('finds in a Schedule what Velero cannot read, and what it reads otherwise', async () => {
    const schedule = {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: { name: 's' },
      spec: { schedule: '0 0 * * 7', template: { ttl: '30d', excludedNamespaces: ['*'] } },
    };
    const at = async (version: string) =>
      (await problemsOf(JSON.stringify(schedule), '--velero-version', version)).map(
        ({ rule, pointer }) => `${rule} ${pointer}`,
      );
    expect(await at('1.18.1')).toEqual(
      expect.arrayContaining([
        'range /spec/schedule',
        'ttl-unreadable /spec/template/ttl',
        'wildcard-excluded /spec/template/excludedNamespaces/0',
      ]),
    );
    expect(await at('1.18.3')).not.toContain('range /spec/schedule');
  });

  it("advises about a Backup in Velero's own words", async () => {
    const spec = { includedResources: ['persistentvolumeclaims'], ttl: '-1h' };
    const backup = { apiVersion: 'velero.io/v1', kind: 'Backup', metadata: { name: 'b' }, spec };
    expect(await problemsOf(JSON.stringify(backup))).toMatchObject([
      { rule: 'ttl-negative', pointer: '/spec/ttl' },
      {
        rule: 'persistent-volumes-lost',
        remedy:
          'Add "persistentvolumes" to includedResources, or set includeClusterResources to true.',
      },
    ]);
  });

  it.each([
    [
      { include_namespaces: ['a'] },
      'is no field of a BackupSpec: did you mean includedNamespaces?',
    ],
    [{ includedNamespaces: 'a' }, 'must be a list'],
    [{ includeClusterResources: 'true' }, 'must be true, false or null'],
  ])('finds what a Backup does not take: %j', async (spec, message) => {
    const backup = { apiVersion: 'velero.io/v1', kind: 'Backup', metadata: { name: 'b' }, spec };
    expect(await problemsOf(JSON.stringify(backup))).toContainEqual(
      expect.objectContaining({ severity: 'error', rule: 'backup-spec', message }),
    );
  });

  it('knows the fields that an integrator adds for its receiver', async () => {
    const { stdout } = await kbt(['validate', 'juju-show-unit-velero-operator-0.json']);
    expect(stdout).toBe('1 judged: nothing wrong\n');
  });

  it('says when there is nothing to judge', async () => {
    const { exitCode, stdout } = await kbt(['validate', 'inventory.json']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^nothing to judge: /);
  });
});
