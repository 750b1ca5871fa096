/** Resource policies that change which objects are saved. */
import { describe, expect, it } from 'vitest';
import { type PreviewResult, type PreviewSpec, preview } from './index.js';
import { claim, inventory, namespace, object, pod } from './test-data/objects.js';

const CLUSTER = inventory(
  namespace('app'),
  object('configmaps/app/web', { labels: { app: 'web' } }),
  object('configmaps/app/api', { labels: { app: 'api' } }),
  object('secrets/app/web', { labels: { app: 'web' } }),
  pod('app/web', ['data'], { labels: { app: 'web' } }),
  claim('app/data', 'pv-1'),
  object('persistentvolumes//pv-1'),
  namespace('db'),
  object('configmaps/db/web', { labels: { app: 'web' } }),
  object('secrets/db/web'),
  object('storageclasses.storage.k8s.io//fast', { labels: { app: 'web' } }),
  object('storageclasses.storage.k8s.io//slow'),
);

function previewWith(policy: string, spec: PreviewSpec = {}, veleroVersion = '1.18.3') {
  const data = { policy: `version: v1\n${policy}` };
  const cluster = { ...CLUSTER, velero: { configMaps: [{ name: 'p', data }] } };
  const resourcePolicy = { kind: 'ConfigMap', name: 'p' };
  return preview({ ...spec, resourcePolicy }, cluster, { veleroVersion });
}

function saved({ decisions }: PreviewResult): string[] {
  return decisions.flatMap(({ key, included }) => (included ? [key] : [])).sort();
}

describe('includeExcludePolicy', () => {
  it('adds to the lists, the excludes first', () => {
    const policy =
      'includeExcludePolicy: {excludedNamespaceScopedResources: [secret], includedClusterScopedResources: [sc]}';
    const keys = saved(previewWith(policy));
    expect(keys).toContain('storageclasses.storage.k8s.io//fast');
    expect(keys.filter((key) => key.startsWith('secrets'))).toEqual([]);
  });

  it('overrides nothing that a list of the spec matches', () => {
    const policy =
      'includeExcludePolicy: {excludedNamespaceScopedResources: [secrets, configmaps]}';
    const spec = { includedNamespaceScopedResources: ['s*', 'pods'] };
    const keys = saved(previewWith(policy, spec));
    expect(keys).toContain('secrets/app/web');
    const all = saved(previewWith(policy, { includedNamespaceScopedResources: ['*'] }));
    expect(all).toContain('configmaps/app/web');
  });

  it('cannot be used with the old filters, and not with 1.16', () => {
    const rulesOf = ({ errors }: PreviewResult) => errors.map(({ rule }) => rule);
    const old = previewWith('includeExcludePolicy: {}', { excludedResources: ['pods'] });
    expect(rulesOf(old)).toEqual(['policy-with-old-filters']);
    expect(rulesOf(previewWith('includeExcludePolicy: {}', {}, '1.16.2'))).toEqual([
      'policy-invalid',
    ]);
  });
});

describe('namespacedFilterPolicies', () => {
  it('names all that is collected in a namespace', () => {
    const policy =
      'namespacedFilterPolicies: [{namespaces: [app], resourceFilters: [{kinds: [cm], names: [w*]}]}]';
    const result = previewWith(policy);
    expect(saved(result)).toEqual([
      'configmaps/app/web',
      'configmaps/db/web',
      'namespaces//app',
      'namespaces//db',
      'secrets/db/web',
    ]);
    expect(result.phase).toBe('Completed');
  });

  it('lets in what saved objects refer to, whatever its labels', () => {
    const filter = '{kinds: [pods]}, {kinds: [pvc], labelSelector: {matchLabels: {app: web}}}';
    const policy = `namespacedFilterPolicies: [{namespaces: [app], resourceFilters: [${filter}]}]`;
    expect(saved(previewWith(policy))).toContain('persistentvolumeclaims/app/data');
    const named = policy
      .replace('{matchLabels: {app: web}}', '{}')
      .replace('[pvc]', '[pvc], names: [x]');
    expect(saved(previewWith(named))).not.toContain('persistentvolumeclaims/app/data');
  });

  it('replaces the selector of the spec where namespaces are listed one by one', () => {
    const policy =
      'namespacedFilterPolicies: [{namespaces: [app], resourceFilters: [{kinds: [cm]}]}]';
    const labelSelector = { matchLabels: { app: 'web' } };
    const listed = previewWith(policy, { labelSelector, includedNamespaces: ['app', 'db'] });
    expect(saved(listed)).toContain('configmaps/app/api');
    const atOnce = previewWith(policy, { labelSelector });
    expect(saved(atOnce)).not.toContain('configmaps/app/api');
    const star = previewWith(policy.replace('[app]', '["*"]'), { labelSelector });
    expect(saved(star)).toContain('configmaps/app/api');
  });

  it('takes a name before a pattern, and the first of several patterns', () => {
    const policy =
      'namespacedFilterPolicies: [{namespaces: [a*], resourceFilters: [{kinds: [secrets]}]}, {namespaces: ["*p", app], resourceFilters: [{kinds: [cm]}]}]';
    expect(saved(previewWith(policy))).toContain('configmaps/app/web');
    const patterns = policy.replace(', app', '');
    expect(saved(previewWith(patterns))).not.toContain('configmaps/app/web');
  });

  it('with the pattern * also governs cluster-scoped types', () => {
    const policy =
      'namespacedFilterPolicies: [{namespaces: ["*"], resourceFilters: [{kinds: [cm]}]}]';
    const spec = { includedClusterScopedResources: ['storageclasses'] };
    expect(saved(previewWith(policy, spec)).join()).not.toContain('storageclasses');
    const others = policy.replace('{kinds: [cm]}', '{labelSelector: {matchLabels: {app: web}}}');
    const keys = saved(previewWith(others, spec));
    expect(keys).toContain('storageclasses.storage.k8s.io//fast');
    expect(keys).not.toContain('storageclasses.storage.k8s.io//slow');
  });

  it('with a kind that cannot be resolved makes the Backup fail in part', () => {
    const policy = (kind: string) =>
      `namespacedFilterPolicies: [{namespaces: [app], resourceFilters: [{kinds: [${kind}]}]}]`;
    const unknown = previewWith(policy('ghosts'));
    expect(unknown.phase).toBe('PartiallyFailed');
    expect(unknown.warnings.map(({ rule }) => rule)).toContain('policy-kind-unknown');
    expect(previewWith(policy('deployments.apps')).phase).toBe('Completed');
  });
});

describe('clusterScopedFilterPolicy', () => {
  const policy = (filter: string) =>
    `clusterScopedFilterPolicy: {resourceFilters: [{kinds: [${filter}}]}`;
  const spec = {
    includedClusterScopedResources: ['sc'],
    labelSelector: { matchLabels: { a: 'b' } },
  };

  it('replaces the selector of the spec', () => {
    const keys = saved(previewWith(policy('sc], names: [s*]'), spec));
    expect(keys).toContain('storageclasses.storage.k8s.io//slow');
    expect(keys).not.toContain('storageclasses.storage.k8s.io//fast');
  });

  it('leaves types that it does not name to the spec', () => {
    expect(saved(previewWith(policy('pv]'), spec)).join()).not.toContain('storageclasses');
    expect(previewWith(policy('ghosts]'), spec).phase).toBe('Completed');
  });

  it('may drop Namespace objects, and keeps what is in them', () => {
    const keys = saved(previewWith(policy('namespaces], names: [db]')));
    expect(keys).not.toContain('namespaces//app');
    expect(keys).toContain('configmaps/app/web');
  });
});

describe('a policy', () => {
  const spec = { resourcePolicy: { kind: 'configmap', name: 'p' } };

  it.each([
    ['does not exist', []],
    ['does not have exactly one key', [{ name: 'p', data: { a: 'version: v1', b: '' } }]],
    ['does not have exactly one key', [{ name: 'p', data: null }]],
    ['the version is', [{ name: 'p', data: { a: 'version: v7' } }]],
  ])('fails the validation: it %s', (reason, configMaps) => {
    const { phase, errors } = preview(spec, { ...CLUSTER, velero: { configMaps } });
    expect(phase).toBe('FailedValidation');
    expect(errors).toMatchObject([{ rule: 'policy-invalid', path: '/resourcePolicy' }]);
    expect(errors[0]?.message).toContain(reason);
  });

  it('of another kind is not read', () => {
    const other = { resourcePolicy: { kind: 'Secret', name: 'p' } };
    expect(preview(other, { ...CLUSTER, velero: { configMaps: [] } }).phase).toBe('Completed');
  });

  it('is not known to an inventory without the ConfigMaps', () => {
    const { phase, warnings } = preview(spec, CLUSTER);
    expect(phase).toBe('Completed');
    expect(warnings.map(({ rule }) => rule)).toEqual(['policy-not-known']);
  });
});
