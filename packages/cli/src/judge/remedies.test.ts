/** What each remedy comes to: where it is applied, its finding is gone, and nothing graver came in its place. */

import { explain, RULES, type Rule } from '@k8s-backup-target/lint/explain';
import type { Severity } from '@k8s-backup-target/schema';
import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { veleroObject } from '../testing/recorded-runs.js';

type Spec = Readonly<Record<string, unknown>>;

/** A rule, a BackupSpec that breaks it, what each remedy makes of the fields, and the release that is asked. */
type Case = readonly [rule: Rule, broken: Spec, remedied: readonly Spec[], release?: string];

const APP = { includedNamespaces: ['app'] };
const labels = (matchLabels: Spec) => ({ labelSelector: { matchLabels } });
const either = (...selectors: readonly Spec[]) => ({ orLabelSelectors: selectors });
const denying = { matchExpressions: [{ key: 'a', operator: 'DoesNotExist' }] };
const byScope = (names: readonly string[]) => ({ includedNamespaceScopedResources: names });

const BACKUPS: readonly Case[] = [
  ['empty-name', { includedNamespaces: ['app', ''] }, [APP]],
  [
    'include-and-exclude',
    { includedNamespaces: ['app', 'b'], excludedNamespaces: ['b'] },
    [{ excludedNamespaces: [] }, { includedNamespaces: ['app'] }],
  ],
  [
    'wildcard-and-names',
    { includedNamespaces: ['app', '*'] },
    [APP, { includedNamespaces: ['*'] }],
  ],
  ['wildcard-excluded', { ...APP, excludedResources: ['*'] }, [{ excludedResources: ['secrets'] }]],
  ['namespace-name', { includedNamespaces: ['a**'] }, [{ includedNamespaces: ['a*'] }]],
  ['namespace-name', { includedNamespaces: ['App'] }, [APP]],
  ['namespace-name', { includedNamespaces: ['a[b'] }, [{ includedNamespaces: ['a[b]'] }]],
  ['glob-syntax', { ...APP, excludedResources: ['[z-a]'] }, [{ excludedResources: ['[a-z]'] }]],
  ['label-key', { ...APP, ...labels({ 'a/b/c': '' }) }, [labels({ 'a/b': '' })]],
  ['label-value', { ...APP, ...labels({ a: 'x y' }) }, [labels({ a: 'x-y' })]],
  ['namespace-glob', { includedNamespaces: ['a?'] }, [{ includedNamespaces: ['ab'] }], '1.17.2'],
  ['excluded-namespace-object', { excludedNamespaces: ['a'] }, [APP], '1.17.2'],
  ['excludes-wildcard', { excludedNamespaces: ['?'] }, [{ excludedNamespaces: ['a'] }]],
  ['resource-name', { ...APP, includedResources: ['PO'] }, [{ includedResources: ['po'] }]],
  [
    'resource-name',
    { ...APP, includedResources: ['apps/v1/deployments'] },
    [{ includedResources: ['deployments.apps'] }],
  ],
  [
    'resource-misspelt',
    { ...APP, includedResources: ['secrts'] },
    [{ includedResources: ['secrets'] }],
  ],
  [
    'events-in-two-groups',
    { ...APP, excludedResources: ['events'] },
    [{ excludedResources: ['events', 'events.events.k8s.io'] }],
  ],
  [
    'emptied-list',
    { ...APP, includedResources: [''] },
    [{ includedResources: null }, { includedResources: ['pods'] }],
  ],
  ['emptied-list', { ...APP, ...byScope(['']) }, [byScope([]), byScope(['pods'])]],
  ['cluster-scope-none', { includeClusterResources: false }, [{ includeClusterResources: true }]],
  [
    'cluster-scope-none',
    { ...APP, includeClusterResources: false },
    [{ includeClusterResources: null }],
  ],
  [
    'cluster-scope-all',
    { ...APP, includeClusterResources: true },
    [{ includeClusterResources: null }, { includedResources: ['pods'] }],
  ],
  [
    'cluster-scope-all',
    { ...APP, includeClusterResources: true, includedResources: ['pvc', 'pv'] },
    [{ includeClusterResources: null }],
  ],
  ['cluster-scope-undecided', {}, [{ includeClusterResources: true }, APP]],
  [
    'cluster-scope-undecided',
    { excludedResources: ['secrets'] },
    [{ includeClusterResources: true }, APP],
  ],
  [
    'cluster-scope-undecided',
    { excludedNamespaces: ['kube-system'] },
    [{ includeClusterResources: true }],
  ],
  [
    'persistent-volumes-lost',
    { ...APP, includedResources: ['pvc'] },
    [{ includedResources: ['pvc', 'persistentvolumes'] }, { includeClusterResources: true }],
  ],
  ['selector-drops-namespaces', labels({ a: 'b' }), [APP]],
  [
    'selector-drops-definitions',
    { ...labels({ a: 'b' }), includeClusterResources: true },
    [{ ...APP, includeClusterResources: null }],
  ],
  ['unknown-field', { ...APP, hookz: {} }, [{ hookz: undefined, hooks: {} }, { hookz: undefined }]],
  ['duration-unreadable', { ...APP, ttl: '30d' }, [{ ttl: '720h0m0s' }]],
  ['ttl-negative', { ...APP, ttl: '-1h' }, [{ ttl: '720h0m0s' }]],
  ['ttl-below-collection', { ...APP, ttl: '5m' }, [{ ttl: '2h' }]],
  [
    'mixed-filters',
    { ...APP, includedResources: ['pods'], ...byScope(['pods']) },
    [{ includedResources: null }, byScope([])],
  ],
  ['scoped-list', { ...APP, ...byScope(['*', 'pods']) }, [byScope(['*']), byScope(['pods'])]],
  [
    'scoped-list',
    { ...APP, ...byScope(['pods']), excludedNamespaceScopedResources: ['pods'] },
    [{ excludedNamespaceScopedResources: [] }, byScope([])],
  ],
  [
    'two-selectors',
    { ...APP, ...labels({ a: 'b' }), ...either({ matchLabels: { a: 'b' } }) },
    [{ labelSelector: null }, { orLabelSelectors: null }],
  ],
  [
    'selector-unusable',
    { ...APP, labelSelector: {} },
    [{ labelSelector: null }, labels({ a: 'b' })],
  ],
  [
    'selector-crash',
    { ...APP, ...either({ matchLabels: { 'a b': '' } }) },
    [either({ matchLabels: { 'a-b': '' } })],
  ],
  [
    'fs-backup-selects-nothing',
    { ...APP, defaultVolumesToFsBackup: true, includedResources: ['secrets'] },
    [{ includedResources: ['secrets', 'pods', 'persistentvolumeclaims', 'persistentvolumes'] }],
  ],
  [
    'cluster-scope-by-list',
    byScope(['pods']),
    [{ includedClusterScopedResources: ['storageclasses', 'crd'] }],
  ],
  [
    'cluster-scope-by-list',
    { ...APP, excludedClusterScopedResources: ['*'] },
    [{ excludedClusterScopedResources: ['nodes'] }],
  ],
  [
    'cluster-scope-by-list',
    { ...APP, includedClusterScopedResources: ['pv', 'sc'] },
    [{ includedClusterScopedResources: ['sc'] }],
  ],
  [
    'type-of-other-scope',
    { ...APP, ...byScope(['pods', 'nodes']) },
    [{ ...byScope(['pods']), includedClusterScopedResources: ['nodes'] }],
  ],
  [
    'type-of-other-scope',
    { ...APP, ...byScope(['nodes']) },
    [{ ...byScope([]), includedClusterScopedResources: ['nodes'] }],
  ],
  [
    'excluded-anyway',
    { ...APP, includedResources: ['secret', 'cm'], excludedResources: ['secrets'] },
    [{ includedResources: ['cm'] }, { excludedResources: [] }],
  ],
  [
    'excluded-anyway',
    { ...APP, ...byScope(['pods', 'po']), excludedNamespaceScopedResources: ['p*'] },
    [{ excludedNamespaceScopedResources: [] }],
  ],
  [
    'policy-ignored',
    { ...APP, resourcePolicy: { kind: 'Secret', name: 'p' } },
    [{ resourcePolicy: { kind: 'configmap', name: 'p' } }],
  ],
  ['selector-keeps-namespaces', { ...APP, labelSelector: denying }, [labels({ app: 'a' })]],
];

/** A Schedule's own fields; the template is given, too. */
const SCHEDULES: readonly Case[] = [
  ['cron-fields', { schedule: '0 0 3 ? * *' }, [{ schedule: '0 3 * * *' }]],
  ['cron-every-minute', { schedule: '@every 1s' }, [{ schedule: '0 2 * * *' }]],
  ['cron-every-minute', { schedule: '*/1 * * * *' }, [{ schedule: '0 2 * * *' }]],
  ['cron-other-times', { schedule: '0 0 */2 * 1' }, [{ schedule: '0 0 * * 1' }]],
  [
    'ttl-below-interval',
    { schedule: '0 0 * * 0', template: { ...APP, ttl: '24h' } },
    [{ schedule: '0 0 * * *' }, { template: { ...APP, ttl: '336h' } }],
  ],
];

/** Remedies that are not an edit of a Backup or Schedule, or that only a cluster judges, or that accept what is said. */
const NOT_APPLIED: readonly Rule[] = [
  'backup-location',
  'snapshot-location',
  'policy-invalid',
  'policy-with-old-filters',
  'policy-condition-empty',
  'policy-capacity-from-zero',
  'policy-volume-type-unknown',
  'volume-names-spaced',
  'volume-name-unknown',
  'volume-annotation-misplaced',
  'not-judged',
  'object-name',
  'object-twice',
  'object-label',
  'schedule-name-long',
  'selector-pulls-unlabelled',
  'cron-other-release',
  // Of a spec of the contract alone.
  'empty-list',
  'empty-selector',
  'ttl-zero',
];

const SCOPES: readonly string[] = [
  ...['spec', 'velero', 'object', 'policy', 'filter', 'expression', 'schedule'],
];

interface Found {
  readonly rule: string;
  readonly severity: Severity;
}

async function judged(object: object, release?: string): Promise<readonly Found[]> {
  const more = release === undefined ? [] : ['--velero-version', release];
  const stdin = JSON.stringify(object);
  const { stdout } = await kbt(['validate', '-', '-o', 'json', ...more], { stdin });
  return JSON.parse(stdout).problems;
}

const GRAVITY: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function gravest(found: readonly Found[]): number {
  return Math.max(-1, ...found.map(({ severity }) => GRAVITY[severity]));
}

async function holds([rule, broken, remedied, release]: Case, make: (spec: Spec) => object) {
  const before = await judged(make(broken), release);
  const graver = gravest(before.filter((one) => one.rule === rule));
  expect(before.map((one) => one.rule)).toContain(rule);
  for (const change of remedied) {
    const after = await judged(make({ ...broken, ...change }), release);
    const known = new Set(before.map((one) => one.rule));
    expect(after.map((one) => one.rule)).not.toContain(rule);
    expect(gravest(after.filter((one) => !known.has(one.rule)))).toBeLessThanOrEqual(graver);
  }
}

/** Named by the rule and what breaks it. */
function named(cases: readonly Case[]) {
  return cases.map((one) => ({ rule: one[0], broken: JSON.stringify(one[1]), one }));
}

describe('a remedy', () => {
  it.each(named(BACKUPS))(
    'of $rule ends it, and brings nothing graver: $broken',
    async ({ one }) => {
      await holds(one, (spec) => veleroObject('Backup', spec));
    },
  );

  it.each(named(SCHEDULES))('of $rule ends it in a Schedule: $broken', async ({ one }) => {
    await holds(one, (spec) => veleroObject('Schedule', { template: APP, ...spec }));
  });

  it('of each rule about a Backup or Schedule is applied', () => {
    const applied = new Set([...BACKUPS, ...SCHEDULES].map(([rule]) => rule));
    const withRemedy = RULES.filter((rule) => {
      const { scope, findings } = explain(rule);
      return SCOPES.includes(scope) && findings.some(({ remedy }) => remedy !== undefined);
    });
    expect(withRemedy.filter((rule) => !applied.has(rule)).sort()).toEqual([...NOT_APPLIED].sort());
  });
});
