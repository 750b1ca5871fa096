/** Random Backups over the names of the random clusters: most of them valid, some as people get them wrong. */
import fc from 'fast-check';
import type { AskedBackup, Policy } from '../asked-backup.js';
import { NAMESPACES } from './arbitrary-object.js';
import { arbitraryPolicy, volumePolicies } from './arbitrary-policy.js';
import { matchExpressions, matchLabels, unusable } from './arbitrary-selector.js';
import { sometimes } from './sometimes.js';

type Extent = Readonly<Record<string, unknown>>;

const NAMESPACE_GLOBS = [
  'app-*',
  '*-1',
  'a*',
  '*',
  '?',
  'app-?',
  '[a-d]*',
  '[!a]*',
  'kube-*',
  'no-such-*',
  'app*',
];
const OTHER_NAMESPACES = ['default', 'velero', 'kube-system', 'missing'];
const BAD_NAMESPACES = [
  'Upper',
  'a_b',
  '{app,db}',
  '[app',
  '[z-a]',
  '[z-a]*',
  '**',
  '',
  ' app',
  'app-',
  'a|b',
];

const TYPES = [
  'pods',
  'po',
  'Pod',
  'PODS',
  'persistentvolumeclaims',
  'pvc',
  'PersistentVolumeClaim',
  'configmaps',
  'cm',
  'secrets',
  'services',
  'svc',
  'serviceaccounts',
  'sa',
  'deployments',
  'deploy',
  'deployments.apps',
  'Deployment',
  'statefulsets',
  'replicasets',
  'cronjobs',
  'networkpolicies',
  'netpol',
  'widgets',
  'wd',
  'widgets.example.com',
  'widgets.other.io',
  'gadgets',
  'clusterwidgets',
  'volumesnapshots',
  'vs',
  'volumesnapshots.snapshot.storage.k8s.io',
  'volumesnapshotcontents.snapshot.storage.k8s.io',
  'events',
  'ev',
  'events.events.k8s.io',
  'namespaces',
  'ns',
  'persistentvolumes',
  'pv',
  'storageclasses',
  'sc',
  'clusterroles',
  'clusterrolebindings',
  'priorityclasses',
  'pc',
  'customresourcedefinitions',
  'crd',
  'backups.velero.io',
];
const TYPE_GLOBS = [
  '*',
  '*.example.com',
  '*.apps',
  'config*',
  'p*',
  '*s',
  '[p-s]*',
  '{pods,secrets}',
  '?ods',
  'cluster*',
  '*.k8s.io',
];
const ODD_TYPES = [
  'deployments.app',
  'deployments.Apps',
  'configmaps.',
  'Deploy',
  'v1/pods',
  'no-such',
  ' pods',
  '',
  'componentstatuses',
  'bindings',
  'widgets.example',
  'PVC',
  '[z-a]',
  '{a',
  '!pods',
  'deployments.v1.apps',
  'nodes',
];

function entries(
  usual: fc.Arbitrary<string>,
  odd: fc.Arbitrary<string>,
): fc.Arbitrary<readonly string[]> {
  const entry = fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: odd, weight: 1 });
  return fc.oneof(
    { arbitrary: fc.array(entry, { minLength: 1, maxLength: 3 }), weight: 8 },
    { arbitrary: fc.constant([]), weight: 1 },
  );
}

const namespaceNames = fc.oneof(
  { arbitrary: fc.constantFrom(...NAMESPACES), weight: 6 },
  { arbitrary: fc.constantFrom(...NAMESPACE_GLOBS), weight: 3 },
  { arbitrary: fc.constantFrom(...OTHER_NAMESPACES), weight: 1 },
);
const namespaces = entries(namespaceNames, fc.constantFrom(...BAD_NAMESPACES));
const typeNames = fc.oneof(
  { arbitrary: fc.constantFrom(...TYPES), weight: 8 },
  { arbitrary: fc.constantFrom(...TYPE_GLOBS), weight: 2 },
);
const types = entries(typeNames, fc.constantFrom(...ODD_TYPES));

const selector = fc.oneof(
  { arbitrary: matchLabels, weight: 6 },
  { arbitrary: matchExpressions, weight: 5 },
  { arbitrary: unusable, weight: 1 },
);

/** Never one that is malformed: Velero crashes on it. */
const anySelectors = fc.array(
  fc.oneof(
    { arbitrary: matchLabels, weight: 6 },
    { arbitrary: matchExpressions, weight: 5 },
    { arbitrary: fc.constant({}), weight: 1 },
  ),
  { maxLength: 3 },
);

const oldFilters = fc.record({
  includedResources: sometimes(50, types, null),
  excludedResources: sometimes(40, types, null),
  includeClusterResources: fc.constantFrom(null, null, true, false),
});

/** `*` may be excluded here, alone. */
const scopedTypes = fc.oneof(
  { arbitrary: types, weight: 9 },
  { arbitrary: fc.constant(['*']), weight: 1 },
);

const scopedFilters = fc.record({
  includedNamespaceScopedResources: sometimes(35, types, null),
  excludedNamespaceScopedResources: sometimes(30, scopedTypes, null),
  includedClusterScopedResources: sometimes(45, types, null),
  excludedClusterScopedResources: sometimes(30, scopedTypes, null),
});

const filters = fc.oneof(
  { arbitrary: oldFilters, weight: 8 },
  { arbitrary: scopedFilters, weight: 11 },
  {
    arbitrary: fc
      .tuple(oldFilters, scopedFilters)
      .map(([old, byScope]) => ({ ...old, ...byScope })),
    weight: 1,
  },
);

const selectors = fc.oneof(
  { arbitrary: fc.constant({}), weight: 9 },
  { arbitrary: fc.record({ labelSelector: selector }), weight: 6 },
  { arbitrary: fc.record({ orLabelSelectors: anySelectors }), weight: 4 },
  {
    arbitrary: fc.record({ labelSelector: matchLabels, orLabelSelectors: anySelectors }),
    weight: 1,
  },
);

/** The one that there is, by name or as the default, mostly. */
const STORAGE_LOCATIONS = ['default', 'default', 'default', '', '', 'no-such'];

/** Fields that change little or nothing of what is saved, a wrong location apart. */
const others = fc.record(
  {
    orderedResources: fc.constant({ pods: 'app/web', persistentvolumes: 'pv-1' }),
    csiSnapshotTimeout: fc.constant('20m0s'),
    snapshotVolumes: fc.constantFrom(false, null),
    defaultVolumesToFsBackup: fc.constantFrom(true, false),
    metadata: fc.constant({ labels: { team: 'a' } }),
    hooks: fc.constant({ resources: [] }),
    ttl: fc.constantFrom('720h0m0s', '1h30m'),
    itemOperationTimeout: fc.constantFrom('4h', '0s'),
    uploaderConfig: fc.constantFrom({ parallelFilesUpload: 2 }, {}),
    datamover: fc.constantFrom('velero', ''),
    snapshotMoveData: fc.constantFrom(true, false, null),
    defaultVolumesToRestic: fc.constantFrom(false, null),
    volumeGroupSnapshotLabelKey: fc.constantFrom('app', 'no-such', ''),
    storageLocation: fc.constantFrom(...STORAGE_LOCATIONS),
    volumeSnapshotLocations: fc.constantFrom([], [], [], ['no-such']),
  },
  { requiredKeys: [] },
);

const anyExtent = fc
  .tuple(
    fc.record({
      includedNamespaces: sometimes(45, namespaces, null),
      excludedNamespaces: sometimes(20, namespaces, null),
    }),
    filters,
  )
  .map(([inNamespaces, resources]) => ({ ...inNamespaces, ...resources }));

interface Kind {
  readonly extent: fc.Arbitrary<Extent>;
  readonly selector?: fc.Arbitrary<object>;
  readonly policy?: fc.Arbitrary<Policy | null>;
}

const ALL: fc.Arbitrary<Extent> = fc.constant({});

/** What chance brings too rarely, one of each, and as many at random. */
const KINDS: readonly Kind[] = [
  // All namespaces, with old filters that leave the cluster's scope open, or take all of it.
  {
    extent: fc.record({
      excludedResources: types,
      includeClusterResources: fc.constantFrom(null, null, true),
    }),
    selector: fc.constant({}),
  },
  // Velero lists all namespaces by the name `*`, which an excluded `?` hits.
  { extent: fc.constant({ excludedNamespaces: ['?'] }) },
  // Cannot be compiled, which ends the Backup.
  { extent: fc.record({ includedNamespaces: fc.constantFrom(['[z-a]'], ['app', '[z-a]*']) }) },
  // What is selected brings what relates to it.
  {
    extent: ALL,
    selector: fc.constant({ labelSelector: { matchLabels: { app: 'web' } } }),
    policy: fc.constant(null),
  },
  { extent: ALL, selector: fc.record({ labelSelector: unusable }) },
  // A policy makes claims fail whose volume is gone.
  {
    extent: ALL,
    selector: fc.constant({}),
    policy: fc.record({ version: fc.constant('v1'), volumePolicies }),
  },
  ...Array.from({ length: 6 }, () => ({ extent: anyExtent })),
];

/** One Backup of each kind, over all fields that decide what is saved. */
export const arbitraryBackups: fc.Arbitrary<readonly AskedBackup[]> = fc
  .tuple(...KINDS.map(arbitraryBackup))
  .map((backups) => backups);

/** How many Backups come together. */
export const BACKUPS_AT_ONCE = KINDS.length;

function arbitraryBackup({
  extent,
  selector = selectors,
  policy,
}: Kind): fc.Arbitrary<AskedBackup> {
  const policies = policy ?? sometimes(45, arbitraryPolicy, null);
  return fc
    .tuple(extent, selector, sometimes(20, others, {}), policies)
    .map(([where, chosen, rest, asked]) => ({
      backup: { ...where, ...chosen, ...rest },
      policy: isOld(where) && asked !== null ? withoutFilters(asked) : asked,
    }));
}

function isOld(resources: object): boolean {
  const old = ['includedResources', 'excludedResources', 'includeClusterResources'];
  return Object.entries(resources).some(([field, value]) => old.includes(field) && value !== null);
}

/** Old filters and a policy with filters are refused: once in a while is enough. */
function withoutFilters(policy: Policy): Policy {
  const { version, volumePolicies = [] } = policy;
  return 'clusterScopedFilterPolicy' in policy ? policy : { version, volumePolicies };
}
