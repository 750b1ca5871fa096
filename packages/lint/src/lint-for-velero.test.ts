import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintForVelero, lintSpec, MEASURED_RELEASES, refusedByVelero } from './index.js';

const VERSIONS = MEASURED_RELEASES.map(({ release }) => release);
const ALL = VERSIONS.join(' ');
const BEFORE_1_18 = before('1.18.0');
const FROM_1_17 = from('1.17.0');
const FROM_1_18 = from('1.18.0');
const CLUSTER_DECIDED = { include_cluster_resources: true } as const;

function before(release: (typeof VERSIONS)[number]): string {
  return VERSIONS.slice(0, VERSIONS.indexOf(release)).join(' ');
}

function from(release: (typeof VERSIONS)[number]): string {
  return VERSIONS.slice(VERSIONS.indexOf(release)).join(' ');
}

/** The findings that do not come from the contract, as `severity rule path`, by version. */
function findings(spec: K8sBackupTargetSpec, veleroVersion: string): string[] {
  const shared = new Set(lintSpec(spec).map(({ path, rule }) => `${path} ${rule}`));
  return lintForVelero(spec, { veleroVersion })
    .filter(({ path, rule }) => !shared.has(`${path} ${rule}`))
    .map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}

/** In which versions a rule finds something. */
function versionsWith(rule: string, spec: K8sBackupTargetSpec): string {
  return VERSIONS.filter((veleroVersion) =>
    lintForVelero(spec, { veleroVersion }).some((finding) => finding.rule === rule),
  ).join(' ');
}

describe('lintForVelero', () => {
  it('refuses a text that names no release, and says when one was not measured', () => {
    const spec: K8sBackupTargetSpec = { include_namespaces: ['a'] };
    expect(() => lintForVelero(spec, { veleroVersion: '1.18' })).toThrow('unknown-velero-version');
    expect(lintForVelero(spec, { veleroVersion: 'v1.18.9' })).toEqual([
      {
        path: '',
        rule: 'release-not-measured',
        severity: 'warning',
        message: 'Velero 1.18.9 was not measured: the rules of 1.18.3 are used',
        remedy: 'try a backup on a test cluster, or run a measured release',
      },
    ]);
  });

  it('judges by the newest measured release where none is named', () => {
    const spec = { exclude_namespaces: ['a'], exclude_resources: ['pods'] };
    expect(lintForVelero(spec)).toEqual(lintForVelero(spec, { veleroVersion: '1.18.3' }));
  });

  it('finds nothing in a spec that decides everything', () => {
    const spec = { include_namespaces: ['a'], exclude_resources: ['secrets'], ttl: '30d' };
    for (const version of VERSIONS) expect(findings(spec, version)).toEqual([]);
  });

  it.each([
    ['namespace-glob', BEFORE_1_18, { include_namespaces: ['a?'] }],
    ['namespace-glob', BEFORE_1_18, { include_namespaces: ['app-*'] }],
    ['namespace-glob', BEFORE_1_18, { exclude_namespaces: ['[ab]'] }],
    ['namespace-glob', '', { exclude_namespaces: ['app-*'] }],
    ['namespace-glob', '', { include_namespaces: ['*'] }],
    ['excludes-wildcard', '1.18.0 1.18.2 1.18.3 main', { exclude_namespaces: ['?'] }],
    ['excludes-wildcard', '', { include_namespaces: ['a'], exclude_namespaces: ['?'] }],
    ['excluded-namespace-object', `${BEFORE_1_18} 1.18.0 main`, { exclude_namespaces: ['a'] }],
    ['excluded-namespace-object', '', { include_namespaces: ['b'], exclude_namespaces: ['a'] }],
    ['events-in-two-groups', ALL, { exclude_resources: ['events'] }],
    ['events-in-two-groups', ALL, { exclude_resources: ['events.events.k8s.io'] }],
    ['events-in-two-groups', '', { exclude_resources: ['ev', 'events.events.k8s.io'] }],
    // Velero knows short names in lower case only.
    ['events-in-two-groups', '', { exclude_resources: ['EV'] }],
    ['persistent-volumes-lost', '', { include_namespaces: ['a'], include_resources: ['PVC'] }],
    ['resource-name', ALL, { include_resources: ['PVC'] }],
    ['resource-misspelt', ALL, { include_resources: ['deploymnets'] }],
    ['resource-misspelt', ALL, { exclude_resources: ['PersistentColumeClaims'] }],
    [
      'resource-misspelt',
      '',
      { include_resources: ['Deployment', 'deploy', 'certificates', 'd*'] },
    ],
    ['resource-misspelt', '', { include_resources: ['deploymnets.apps', 'widgets', 'jobs'] }],
    [
      'cluster-scope-all',
      ALL,
      {
        include_namespaces: ['a'],
        include_resources: ['pvc', 'PersistentVolumes'],
        include_cluster_resources: true,
      },
    ],
    [
      'cluster-scope-all',
      '',
      {
        include_namespaces: ['a'],
        include_resources: ['pvc', 'pv'],
        include_cluster_resources: true,
        label_selector: { app: 'a' },
      },
    ],
    ['ttl-below-collection', ALL, { include_namespaces: ['a'], ttl: '59m59s' }],
    ['ttl-below-collection', '', { include_namespaces: ['a'], ttl: '1h' }],
    ['ttl-below-collection', '', { include_namespaces: ['a'], ttl: '0h' }],
    ['emptied-list', ALL, { include_resources: [''] }],
    ['emptied-list', FROM_1_17, { include_resources: ['volumesnapshots.snapshot.storage.k8s.io'] }],
    ['emptied-list', '', { include_resources: ['', 'pods'] }],
    ['emptied-list', '', { include_resources: [] }],
    ['cluster-scope-none', ALL, { include_cluster_resources: false }],
    ['cluster-scope-all', ALL, { ...CLUSTER_DECIDED, include_namespaces: ['a'] }],
    ['cluster-scope-all', '', CLUSTER_DECIDED],
    [
      'cluster-scope-all',
      '',
      { ...CLUSTER_DECIDED, include_namespaces: ['a'], include_resources: ['pods'] },
    ],
    ['cluster-scope-undecided', FROM_1_17, {}],
    ['cluster-scope-undecided', ALL, { exclude_resources: ['secrets'] }],
    ['cluster-scope-undecided', '', { include_resources: ['pods'] }],
    ['cluster-scope-undecided', '', { include_namespaces: ['a'] }],
    ['cluster-scope-undecided', FROM_1_17, { exclude_namespaces: ['a'] }],
    ['cluster-scope-undecided', ALL, { exclude_namespaces: ['a'], exclude_resources: ['secrets'] }],
    ['cluster-scope-undecided', '', { exclude_namespaces: ['a'], include_resources: ['pods'] }],
    ['namespace-name', FROM_1_18, { exclude_namespaces: ['a**'] }],
    ['namespace-name', ALL, { exclude_namespaces: ['A**'] }],
    ['persistent-volumes-lost', ALL, { include_resources: ['pods', 'pvc'] }],
    ['persistent-volumes-lost', '', { include_resources: ['pvc', 'PersistentVolume'] }],
    ['persistent-volumes-lost', '', { include_resources: ['pods'] }],
    ['persistent-volumes-lost', '', { ...CLUSTER_DECIDED, include_resources: ['pvc'] }],
    ['selector-pulls-unlabelled', ALL, { label_selector: { a: 'b' } }],
    ['selector-pulls-unlabelled', '', { label_selector: {} }],
    ['selector-drops-namespaces', ALL, { label_selector: { a: 'b' } }],
    ['selector-drops-namespaces', '', { label_selector: { a: 'b' }, include_namespaces: ['a'] }],
    ['selector-drops-definitions', ALL, { label_selector: { a: 'b' }, ...CLUSTER_DECIDED }],
    [
      'selector-drops-definitions',
      ALL,
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
      lintForVelero({ ...CLUSTER_DECIDED, ...spec }, { veleroVersion: 'main' })
        .filter(({ rule }) => rule === 'resource-name')
        .map(({ path }) => path);
    expect(paths({ include_resources: ['x', name] })).toEqual(
      unknown ? ['/include_resources/1'] : [],
    );
    expect(paths({ exclude_resources: [name] })).toEqual(unknown ? ['/exclude_resources/0'] : []);
  });

  it('holds the errors of the contract, and a ttl of zero as one', () => {
    const spec = { ttl: '0s', exclude_namespaces: ['*'], label_selector: {} };
    const found = lintForVelero(spec, { veleroVersion: 'main' });
    expect(found.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual([
      'wildcard-excluded',
      'ttl-zero',
    ]);
  });

  it('marks what a version refuses as an error', () => {
    expect(findings({ include_namespaces: ['a?', 'b*'] }, '1.17.2')).toEqual([
      'error namespace-glob /include_namespaces/0',
      'warning namespace-glob /include_namespaces/1',
    ]);
  });

  it.each([
    [
      { include_namespaces: ['a?'] },
      '/include_namespaces/0',
      '"a?" holds "?" or "[", which Velero 1.17.1 refuses in a namespace: the backup ends with FailedValidation',
    ],
    [
      { include_namespaces: ['b*'] },
      '/include_namespaces/0',
      'Velero 1.17.1 looks for a namespace literally named "b*": nothing in any namespace that the glob was meant for is backed up',
    ],
    [
      { include_resources: ['my pods'] },
      '/include_resources/0',
      '"my pods" holds a space, which Velero does not trim, so it matches no resource type',
    ],
    [
      { include_resources: ['podz'] },
      '/include_resources/0',
      'podz is not a type of Kubernetes; did you mean pods?',
    ],
    [
      { include_namespaces: ['a'], ttl: '59m' },
      '/ttl',
      'keeps its Backups for 59m: Velero deletes what has expired once an hour, so they stay for longer',
    ],
    [
      { include_namespaces: ['a'], ttl: '0m' },
      '/ttl',
      '"0m" is zero, which means the operator\'s default and not "never"',
    ],
  ] satisfies [K8sBackupTargetSpec, string, string][])('says of %j', (spec, path, message) => {
    expect(lintForVelero(spec, { veleroVersion: '1.17.1' })).toContainEqual(
      expect.objectContaining({ path, message }),
    );
  });

  it('removes from the list what the release drops, next to empty names', () => {
    const spec = { include_resources: ['', 'volumesnapshots.snapshot.storage.k8s.io'] };
    expect(versionsWith('emptied-list', spec)).toBe(FROM_1_17);
  });

  it('never sends a reader in a circle on include_cluster_resources', () => {
    const list = fc.option(fc.constantFrom(['a'], ['*'], [], ['pvc'], ['pvc', 'pv']), {
      nil: null,
    });
    const specs = fc.record({
      include_namespaces: list,
      exclude_namespaces: list,
      include_resources: list,
      exclude_resources: list,
      include_cluster_resources: fc.constantFrom(true, false, null),
    });
    fc.assert(
      fc.property(specs, fc.constantFrom(...VERSIONS), (spec, veleroVersion) => {
        const found = (included: boolean | null) =>
          lintForVelero({ ...spec, include_cluster_resources: included }, { veleroVersion }).filter(
            ({ path }) => path === '/include_cluster_resources',
          );
        for (const { remedy } of found(spec.include_cluster_resources)) {
          const advised = [true, false, null].filter((value) =>
            remedy.includes(`set include_cluster_resources to ${value}`),
          );
          expect(advised).toHaveLength(1);
          expect(found(advised[0] ?? null)).toEqual([]);
        }
      }),
    );
  });
});

describe('refusedByVelero', () => {
  it('holds a ttl of zero as an error, and no warning', () => {
    const spec = { include_namespaces: ['', 'A'], include_resources: [], ttl: '0s' };
    expect(refusedByVelero(spec)).toEqual([
      {
        path: '/include_namespaces/1',
        rule: 'namespace-name',
        severity: 'error',
        message: '"A" is neither a namespace nor a glob of one',
        remedy: expect.stringContaining('lower-case letters'),
      },
      {
        path: '/ttl',
        rule: 'ttl-zero',
        severity: 'error',
        message: '"0s" is zero, which means the operator\'s default and not "never"',
        remedy: 'set ttl to null, or to a positive length',
      },
    ]);
    expect(refusedByVelero({ include_namespaces: [''], ttl: '1s' })).toEqual([]);
  });

  it('holds the errors that every release has in common', () => {
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
        const errors = lintForVelero(spec, { veleroVersion: 'main' }).filter(
          ({ severity }) => severity === 'error',
        );
        expect(refusedByVelero(spec)).toEqual(errors);
      }),
    );
  });
});
