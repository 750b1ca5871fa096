/** Random resource policies with filters, in JSON, which is YAML too. */
import fc from 'fast-check';
import type { Policy } from '../asked-backup.js';
import { NAMESPACES } from './arbitrary-object.js';
import { matchExpressions, matchLabels } from './arbitrary-selector.js';
import { sometimes } from './sometimes.js';

const KINDS = [
  'pods',
  'po',
  'pvc',
  'persistentvolumeclaims',
  'configmaps',
  'cm',
  'ConfigMap',
  'secrets',
  'serviceaccounts',
  'deployments',
  'deployments.apps',
  'deployment.apps',
  'widgets',
  'events',
  'networkpolicies',
  'persistentvolumes',
  'no-such',
  '*',
];
const CLUSTER_KINDS = [
  'namespaces',
  'ns',
  'persistentvolumes',
  'storageclasses',
  'clusterroles',
  'clusterrolebindings',
  'priorityclasses',
  'crd',
  'clusterwidgets',
  'pods',
  'no-such',
];
const NAMES = ['web*', '*', 'a', 'data*', '?', '[a-m]*', 'no-such', 'app*', '*-1', 'pv*'];
const PATTERNS = [...NAMESPACES, 'app-*', '*', '?*', '[a-d]*', 'velero', 'no-such'];

const selectors = fc.oneof(
  { arbitrary: fc.constant({}), weight: 4 },
  { arbitrary: fc.record({ labelSelector: fc.oneof(matchLabels, matchExpressions) }), weight: 3 },
  {
    arbitrary: fc.record({
      orLabelSelectors: fc.array(fc.oneof(matchLabels, matchExpressions, fc.constant({})), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    weight: 2,
  },
);

const names = fc.record(
  {
    names: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
    excludedNames: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);

/** Filters for kinds, each kind once in them all. */
function filters(kinds: readonly string[]): fc.Arbitrary<object[]> {
  const parts = fc.array(fc.tuple(selectors, sometimes(40, names, {})), {
    minLength: 1,
    maxLength: 3,
  });
  const chosen = fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 3, maxLength: 7 });
  return fc.tuple(parts, chosen).map(([each, all]) =>
    each.map(([selector, named], index) => {
      const own = all.filter((_, at) => at % each.length === index);
      const isCatchAll = own.length === 1 && own[0] === '*';
      return { kinds: own, ...selector, ...(isCatchAll ? {} : named) };
    }),
  );
}

const catchAll = selectors.map((selector) => ({ ...selector }));

const namespacedPolicy = fc
  .tuple(filters(KINDS), sometimes(40, catchAll, undefined))
  .map(([named, others]) => {
    const hasStar = named.some(({ kinds }: { kinds?: unknown }) => String(kinds) === '*');
    return others === undefined || hasStar ? named : [...named, others];
  });

const namespaced = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...PATTERNS), { minLength: 1, maxLength: 4 }),
    namespacedPolicy,
    namespacedPolicy,
  )
  .map(([patterns, first, second]) => {
    const parts = [patterns.slice(0, 2), patterns.slice(2)];
    return parts.flatMap((namespaces, index) =>
      namespaces.length === 0
        ? []
        : [{ namespaces, resourceFilters: index === 0 ? first : second }],
    );
  });

const LISTED = ['pods', 'pvc', 'configmaps', 'secret', 'deployments', 'c*', 's*', 'no-such', ''];
const CLUSTER_LISTED = ['pv', 'sc', 'clusterroles', 'namespaces', 'c*', '*.k8s.io', 'pods'];

function list(entries: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(fc.constantFrom(...entries), { maxLength: 2 });
}

const includeExclude = fc.record(
  {
    includedNamespaceScopedResources: list(LISTED),
    excludedNamespaceScopedResources: list(LISTED),
    includedClusterScopedResources: list(CLUSTER_LISTED),
    excludedClusterScopedResources: list(CLUSTER_LISTED),
  },
  { requiredKeys: [] },
);

/** Policies for volumes, of which few match all. No node agent runs here: what asks for it is lost. */
export const volumePolicies = fc.array(
  fc.record({
    conditions: fc.constantFrom<object[]>(
      {},
      {},
      { volumeTypes: ['hostPath'] },
      { capacity: '0,5Gi' },
      { pvcPhase: ['Pending'] },
      { pvcLabels: { app: 'web' } },
      { csi: {} },
    ),
    action: fc.record({ type: fc.constantFrom('skip', 'skip', 'snapshot', 'fs-backup', 'custom') }),
  }),
  { maxLength: 2 },
);

/** Policies of which few are refused. */
export const arbitraryPolicy: fc.Arbitrary<Policy> = fc.record(
  {
    version: fc.constant('v1'),
    volumePolicies,
    includeExcludePolicy: includeExclude,
    namespacedFilterPolicies: namespaced,
    clusterScopedFilterPolicy: fc.record({ resourceFilters: filters(CLUSTER_KINDS) }),
  },
  { requiredKeys: ['version'] },
);
