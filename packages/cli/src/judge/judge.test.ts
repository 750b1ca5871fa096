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
      message: 'is not a field of the contract',
      remedy: 'Write exclude_namespaces, or remove it.',
    });
    expect(unknown).toMatchObject([
      { line: 2, column: 1, pointer: '/exclude_namespace' },
      { line: 4, column: 1, pointer: '/TTL' },
    ]);
  });

  it('points into the text of a databag, and at the place in the file', async () => {
    const entry = { app: 'a', relation_name: 'b', model: 'm', spec: { ttl: '1x' } };
    const stdin = JSON.stringify({ backup_targets: JSON.stringify([entry]) }, null, 2);
    expect(await problemsOf(stdin)).toMatchObject([
      { line: 2, column: 96, pointer: '/backup_targets', inner: '/0/spec/ttl', rule: 'pattern' },
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

  it('judges the Schedules of Helm values, and points at their entries', async () => {
    const stdin = 'schedules:\n  nightly:\n    schedule: 0 3 * *\n    template:\n      ttl: 30d\n';
    expect(await problemsOf(stdin)).toMatchObject([
      { line: 5, pointer: '/schedules/nightly/template/ttl', rule: 'duration-unreadable' },
      { line: 3, pointer: '/schedules/nightly/schedule', rule: 'cron-fields' },
      { pointer: '/schedules/nightly/template/includeClusterResources' },
    ]);
  });

  it('judges by the release that is asked about', async () => {
    const stdin = '{"include_namespaces": ["app-?"], "include_cluster_resources": true}';
    const rules = async (version: string) =>
      (await problemsOf(stdin, '--velero-version', version)).map(({ rule }) => rule);
    expect(await rules('1.17.2')).toContain('namespace-glob');
    expect(await rules('1.18.3')).not.toContain('namespace-glob');
  });

  it('says that a release was not measured', async () => {
    const { stdout } = await kbt(['validate', '--velero-version', '1.18.9'], { stdin: 'ttl: 1d' });
    expect(stdout).toContain('1.18.9 was not measured');
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
        'cron-range /spec/schedule',
        'duration-unreadable /spec/template/ttl',
        'wildcard-excluded /spec/template/excludedNamespaces/0',
      ]),
    );
    expect(await at('1.18.3')).not.toContain('cron-range /spec/schedule');
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
    [{ include_namespaces: ['a'] }, 'unknown-field', 'drops the include_namespaces field'],
    [{ schedule: '@daily' }, 'unknown-field', 'drops the schedule field'],
    [{ includedNamespaces: 'a' }, 'wrong-type', 'must be a list, not a text'],
    [{ includeClusterResources: 'true' }, 'wrong-type', 'must be true or false, not a text'],
    [{ csiSnapshotTimeout: '1d' }, 'duration-unreadable', 'is not a duration'],
    [{ labelSelector: { matchLabels: { a: 1 } } }, 'wrong-type', 'must be a text'],
    [{ labelSelector: { app: 'x' } }, 'unknown-field', 'drops the app field'],
    [{ labelSelector: { app: 'x' } }, 'selector-unusable', 'is empty'],
    [{ labelSelector: {} }, 'selector-unusable', 'is empty'],
    [
      { labelSelector: { matchExpressions: [{ key: 'a', operator: 'notin', values: ['b'] }] } },
      'selector-unusable',
      'has the operator "notin"',
    ],
    [{ orLabelSelectors: [{ matchLabels: { 'a b': '' } }] }, 'selector-crash', 'has the key "a b"'],
    [
      {
        labelSelector: { matchLabels: { a: 'b' } },
        orLabelSelectors: [{ matchLabels: { c: 'd' } }],
      },
      'two-selectors',
      'cannot be used together',
    ],
    [
      { includedResources: ['pods'], includedClusterScopedResources: ['storageclasses'] },
      'mixed-filters',
      'cannot be used together',
    ],
    [
      { includedClusterScopedResources: ['a', '*'] },
      'scoped-list',
      'cannot be combined with other names',
    ],
  ])('finds what a Backup does not take: %j', async (spec, rule, message) => {
    const backup = { apiVersion: 'velero.io/v1', kind: 'Backup', metadata: { name: 'b' }, spec };
    expect(await problemsOf(JSON.stringify(backup))).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        rule,
        message: expect.stringContaining(message),
      }),
    );
  });

  it.each([
    [{ spec: { schedule: '@daily' } }, 'missing-field', '/spec', null],
    [
      { spec: { schedule: '@daily', template: {}, pause: true } },
      'unknown-field',
      '/spec/pause',
      'Write paused, or remove it.',
    ],
    [
      { spec: { schedule: '@daily', template: {}, ttl: '720h' } },
      'unknown-field',
      '/spec/ttl',
      'Write ttl at /spec/template/ttl, or remove it.',
    ],
    [
      { metadata: { name: 'x'.repeat(64) }, spec: { schedule: '@daily', template: {} } },
      'schedule-name-long',
      '/metadata/name',
      'Make it again under a name of at most 63 characters.',
    ],
    [
      { metadata: { name: 'Nightly' }, spec: { schedule: '@daily', template: {} } },
      'object-name',
      '/metadata/name',
      'Write a name such as nightly-shop.',
    ],
  ])('finds what a Schedule does not take: %j', async (parts, rule, pointer, remedy) => {
    const schedule = {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: { name: 's' },
      ...parts,
    };
    expect(await problemsOf(JSON.stringify(schedule))).toContainEqual(
      expect.objectContaining({ severity: 'error', rule, pointer, remedy }),
    );
  });

  it.each([{ includedClusterScopedResources: ['*'] }, { excludedClusterScopedResources: ['a'] }])(
    'does not advise a flag that cannot be used together with %j',
    async (spec) => {
      const backup = { apiVersion: 'velero.io/v1', kind: 'Backup', metadata: { name: 'b' }, spec };
      const rules = (await problemsOf(JSON.stringify(backup))).map(({ rule }) => rule);
      expect(rules).not.toContain('cluster-scope-undecided');
    },
  );

  it('knows the fields that a release does not have yet', async () => {
    const spec = { volumeGroupSnapshotLabelKey: 'a' };
    const backup = { apiVersion: 'velero.io/v1', kind: 'Backup', metadata: { name: 'b' }, spec };
    const rules = async (version: string) =>
      (await problemsOf(JSON.stringify(backup), '--velero-version', version)).map(
        ({ rule }) => rule,
      );
    expect(await rules('1.16.2')).toContain('unknown-field');
    expect(await rules('1.17.2')).not.toContain('unknown-field');
  });

  it('knows the fields that an integrator adds for its receiver', async () => {
    const { stdout } = await kbt(['validate', 'juju-show-unit-velero-operator-0.json']);
    expect(stdout).toBe('no problems in 1 document\n');
  });

  it.each([
    ['persistantvolumeclaims', 'persistentvolumeclaims'],
    ['Secretes', 'secrets'],
  ])('takes %s for a misspelt %s, and nothing else', async (name, meant) => {
    const others = ['deployments', 'Deployment', 'pvc', 'widgets.example.com', 'certificates', '*'];
    const spec = { include_namespaces: ['db'], include_resources: [name, ...others.slice(0, 5)] };
    const { stdout } = await kbt(['validate', '-', '-o', 'json'], { stdin: JSON.stringify(spec) });
    const found = JSON.parse(stdout).problems.filter(
      ({ rule }: { rule: string }) => rule === 'resource-misspelt',
    );
    expect(found).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: `${name} is not a type of Kubernetes; did you mean ${meant}?`,
      }),
    ]);
  });

  it.each([
    ['under another key', { 'backup-targets': '[]' }, {}, 'has the key backup-targets'],
    ['in the databag of a unit', {}, { backup_targets: '[]' }, 'backup_targets'],
  ])('says of targets %s that no requirer reads them', async (_, application, data, says) => {
    const relation = {
      'relation-id': 2,
      endpoint: 'k8s-backup-target',
      'related-endpoint': 'backup',
      'application-data': application,
      'related-units': { 'db/0': { 'in-scope': true, data } },
    };
    const stdin = JSON.stringify({ 'integrator/0': { 'relation-info': [relation] } });
    const { stdout, exitCode } = await kbt(['validate', '-'], { stdin });
    expect(stdout).toContain(says);
    expect(exitCode).toBe(1);
  });

  it.each([
    ['a label that is yes', 'labelSelector: {matchLabels: {backup: yes}}', ['wrong-type']],
    ['a label in quotes', 'labelSelector: {matchLabels: {backup: "yes"}}', []],
    ['a namespace called off', 'includedNamespaces: [off]', ['wrong-type']],
    ['a flag that is no', 'snapshotVolumes: no', []],
    ['a text with a tag', 'storageLocation: !!str on', []],
  ])('reads YAML as kubectl does: %s', async (_, field, rules) => {
    const text = `apiVersion: velero.io/v1\nkind: Backup\nmetadata: {name: a}\nspec: {${field}}`;
    const found = (await problemsOf(text)).map(({ rule }) => rule);
    expect(found.filter((rule) => rule === 'wrong-type')).toEqual(rules);
  });

  it('reads the values of a chart as Helm does', async () => {
    const template = '{schedule: "@daily", paused: off, template: {includedNamespaces: [yes]}}';
    const found = await problemsOf(`schedules:\n  a: ${template}\n`);
    expect(found.filter(({ rule }) => rule === 'wrong-type')).toMatchObject([
      { pointer: '/schedules/a/template/includedNamespaces/0' },
    ]);
  });

  it('refuses a version that Velero does not serve', async () => {
    const object = { kind: 'Backup', metadata: { name: 'a' }, spec: { includedNamespaces: ['a'] } };
    const found = await problemsOf(JSON.stringify({ apiVersion: 'velero.io/v2', ...object }));
    expect(found).toMatchObject([{ pointer: '/apiVersion', rule: 'unknown-value' }]);
  });

  it.each(['* * * * *', '*/1 * * * *', '@every 1s'])(
    'warns of a backup each minute: %s',
    async (cron) => {
      const spec = { schedule: cron, template: { includedNamespaces: ['a'] } };
      const object = {
        apiVersion: 'velero.io/v1',
        kind: 'Schedule',
        metadata: { name: 'a' },
        spec,
      };
      expect(await problemsOf(JSON.stringify(object))).toMatchObject([
        { rule: 'cron-every-minute' },
      ]);
    },
  );

  it('says when there is nothing to judge', async () => {
    const { exitCode, stdout } = await kbt(['validate', 'inventory.json']);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^nothing to judge: /);
    expect((await kbt(['validate', 'inventory.json', '--skip-others'])).exitCode).toBe(0);
  });
});
