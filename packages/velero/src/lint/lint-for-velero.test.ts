import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { lintSpec } from '@k8s-backup-target/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBackup } from '../backup.js';
import { targetWith } from '../test-data/targets.js';
import type { VeleroVersion } from '../version.js';
import { lintForVelero } from './lint-for-velero.js';

const VERSIONS: readonly VeleroVersion[] = ['1.16', '1.17', '1.18', 'main'];
const CLUSTER_DECIDED = { include_cluster_resources: true } as const;

/** The findings that do not come from the contract, as `severity rule path`, by version. */
function findings(spec: K8sBackupTargetSpec, version: VeleroVersion): string[] {
  const shared = new Set(lintSpec(spec).map(({ path, rule }) => `${path} ${rule}`));
  return lintForVelero(spec, { version })
    .filter(({ path, rule }) => !shared.has(`${path} ${rule}`))
    .map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}

/** In which versions a rule finds something. */
function versionsWith(rule: string, spec: K8sBackupTargetSpec): string {
  return VERSIONS.filter((version) =>
    lintForVelero(spec, { version }).some((finding) => finding.rule === rule),
  ).join(' ');
}

describe('lintForVelero', () => {
  it.each(['1.18.2', 'v1.18', '1.15'])(
    'refuses the version %s, which it does not know',
    (version) => {
      const spec: K8sBackupTargetSpec = {};
      expect(() => lintForVelero(spec, { version: version as '1.18' })).toThrow(RangeError);
    },
  );

  it('finds nothing in a spec that decides everything', () => {
    const spec = { include_namespaces: ['a'], exclude_resources: ['secrets'], ttl: '30d' };
    for (const version of VERSIONS) expect(findings(spec, version)).toEqual([]);
  });

  it.each([
    ['namespace-glob', '1.16 1.17', { include_namespaces: ['a?'] }],
    ['namespace-glob', '1.16 1.17', { include_namespaces: ['app-*'] }],
    ['namespace-glob', '1.16 1.17', { exclude_namespaces: ['[ab]'] }],
    ['namespace-glob', '', { exclude_namespaces: ['app-*'] }],
    ['namespace-glob', '', { include_namespaces: ['*'] }],
    ['excludes-wildcard', '1.18 main', { exclude_namespaces: ['?'] }],
    ['excludes-wildcard', '', { include_namespaces: ['a'], exclude_namespaces: ['?'] }],
    ['excluded-namespace-object', '1.16 1.17 1.18', { exclude_namespaces: ['a'] }],
    ['excluded-namespace-object', '', { include_namespaces: ['b'], exclude_namespaces: ['a'] }],
    ['events-in-two-groups', '1.16 1.17 1.18 main', { exclude_resources: ['events'] }],
    [
      'events-in-two-groups',
      '1.16 1.17 1.18 main',
      { exclude_resources: ['events.events.k8s.io'] },
    ],
    ['events-in-two-groups', '', { exclude_resources: ['ev', 'events.events.k8s.io'] }],
    ['emptied-list', '1.16 1.17 1.18 main', { include_resources: [''] }],
    [
      'emptied-list',
      '1.17 1.18 main',
      { include_resources: ['volumesnapshots.snapshot.storage.k8s.io'] },
    ],
    ['emptied-list', '', { include_resources: ['', 'pods'] }],
    ['emptied-list', '', { include_resources: [] }],
    ['cluster-scope-none', '1.16 1.17 1.18 main', { include_cluster_resources: false }],
    ['cluster-scope-all', '1.16 1.17 1.18 main', { ...CLUSTER_DECIDED, include_namespaces: ['a'] }],
    ['cluster-scope-all', '', CLUSTER_DECIDED],
    [
      'cluster-scope-all',
      '',
      { ...CLUSTER_DECIDED, include_namespaces: ['a'], include_resources: ['pods'] },
    ],
    ['cluster-scope-undecided', '1.17 1.18 main', {}],
    ['cluster-scope-undecided', '1.16 1.17 1.18 main', { exclude_resources: ['secrets'] }],
    ['cluster-scope-undecided', '', { include_resources: ['pods'] }],
    ['cluster-scope-undecided', '', { include_namespaces: ['a'] }],
    ['cluster-scope-undecided', '', { exclude_namespaces: ['a'] }],
    ['persistent-volumes-lost', '1.16 1.17 1.18 main', { include_resources: ['pods', 'pvc'] }],
    ['persistent-volumes-lost', '', { include_resources: ['pvc', 'PersistentVolume'] }],
    ['persistent-volumes-lost', '', { include_resources: ['pods'] }],
    ['persistent-volumes-lost', '', { ...CLUSTER_DECIDED, include_resources: ['pvc'] }],
    ['selector-is-no-fence', '1.16 1.17 1.18 main', { label_selector: { a: 'b' } }],
    ['selector-is-no-fence', '', { label_selector: {} }],
    ['selector-drops-namespaces', '1.16 1.17 1.18 main', { label_selector: { a: 'b' } }],
    ['selector-drops-namespaces', '', { label_selector: { a: 'b' }, include_namespaces: ['a'] }],
    [
      'selector-drops-definitions',
      '1.16 1.17 1.18 main',
      { label_selector: { a: 'b' }, ...CLUSTER_DECIDED },
    ],
    [
      'selector-drops-definitions',
      '1.16 1.17 1.18 main',
      { label_selector: { a: 'b' }, exclude_resources: ['pods'] },
    ],
    ['selector-drops-definitions', '', { label_selector: { a: 'b' } }],
    [
      'selector-drops-definitions',
      '',
      { label_selector: { a: 'b' }, exclude_resources: ['pods'], include_namespaces: ['a'] },
    ],
  ] satisfies [string, string, K8sBackupTargetSpec][])(
    'finds %s in versions "%s": %j',
    (rule, versions, spec) => {
      expect(versionsWith(rule, spec)).toBe(versions);
    },
  );

  it.each([
    [' pods', true],
    ['v1/pods', true],
    ['deployments.v1.apps', true],
    ['events.v1beta1.events.k8s.io', true],
    ['deployments.Apps', true],
    ['Deploy', true],
    ['PVC', true],
    ['deploy', false],
    ['Deployment', false],
    ['DEPLOYMENTS', false],
    ['deployments.apps', false],
    ['volumesnapshots.snapshot.storage.k8s.io', false],
    ['*.apps', false],
  ])('judges the resource %j as unknown: %s', (name, unknown) => {
    const paths = (spec: K8sBackupTargetSpec) =>
      lintForVelero({ ...CLUSTER_DECIDED, ...spec }, { version: 'main' })
        .filter(({ rule }) => rule === 'resource-name')
        .map(({ path }) => path);
    expect(paths({ include_resources: ['x', name] })).toEqual(
      unknown ? ['/include_resources/1'] : [],
    );
    expect(paths({ exclude_resources: [name] })).toEqual(unknown ? ['/exclude_resources/0'] : []);
  });

  it('holds the errors of the contract, and a ttl of zero as one', () => {
    const spec = { ttl: '0s', exclude_namespaces: ['*'], label_selector: {} };
    const found = lintForVelero(spec, { version: 'main' });
    expect(found.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual([
      'wildcard-excluded',
      'ttl-zero',
    ]);
  });

  it('marks what a version refuses as an error', () => {
    expect(findings({ include_namespaces: ['a?', 'b*'] }, '1.17')).toEqual([
      'error namespace-glob /include_namespaces/0',
      'warning namespace-glob /include_namespaces/1',
    ]);
  });

  it('has an error exactly where toBackup refuses, and a remedy everywhere', () => {
    const name = fc.constantFrom('a', 'b', '*', '', 'A', '[', 'a*');
    const list = fc.option(fc.array(name, { maxLength: 3 }), { nil: null });
    const specs = fc.record({
      include_namespaces: list,
      exclude_namespaces: list,
      include_resources: list,
      exclude_resources: list,
      label_selector: fc.option(fc.dictionary(name, name, { maxKeys: 2 }), { nil: null }),
      ttl: fc.constantFrom(null, '', '0h', '1d'),
    });
    fc.assert(
      fc.property(specs, (spec) => {
        const found = lintForVelero(spec, { version: 'main' });
        expect(found.every(({ remedy, message }) => remedy.endsWith('.') && message !== '')).toBe(
          true,
        );
        expect(found.map(({ remedy }) => remedy)).not.toContain('See the message.');
        const refused = found.some(({ severity }) => severity === 'error');
        const convert = () => toBackup(targetWith(spec), { managedBy: 'a' });
        if (refused) expect(convert).toThrow(/invalid-target/);
        else expect(convert).not.toThrow();
      }),
    );
  });
});
