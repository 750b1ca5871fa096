/** Random specs over the names of the random clusters: most of them valid, some as people get them wrong. */
import fc from 'fast-check';
import type { VectorSpec } from '../../preview/protocol.js';
import { NAMESPACES } from './arbitrary-object.js';
import { sometimes } from './sometimes.js';

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
/** Velero lists all namespaces by the name `*`, which an excluded `?` hits. */
const excludedNamespaces = fc.oneof(
  { arbitrary: namespaces, weight: 7 },
  { arbitrary: fc.constant(['?']), weight: 1 },
);

const typeNames = fc.oneof(
  { arbitrary: fc.constantFrom(...TYPES), weight: 8 },
  { arbitrary: fc.constantFrom(...TYPE_GLOBS), weight: 2 },
);
const types = entries(typeNames, fc.constantFrom(...ODD_TYPES));

const selector: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { arbitrary: fc.constantFrom({ app: 'web' }, { app: 'api' }, { app: '' }), weight: 8 },
  { arbitrary: fc.constantFrom({ app: 'web', tier: 'front' }, { tier: '' }), weight: 3 },
  {
    arbitrary: fc.constantFrom(
      { 'velero.io/exclude-from-backup': 'false' },
      { 'kubernetes.io/metadata.name': 'app' },
      { 'velero.io/volume-group': 'group-1' },
    ),
    weight: 2,
  },
  {
    arbitrary: fc.constantFrom<Readonly<Record<string, string>>[]>(
      {},
      { 'a b': '' },
      { app: 'not valid' },
      { app: 'none' },
    ),
    weight: 2,
  },
);

/** A spec with every field there, as the wire has it. */
export const arbitrarySpec: fc.Arbitrary<VectorSpec> = fc.record({
  include_namespaces: sometimes(45, namespaces, null),
  include_resources: sometimes(30, types, null),
  exclude_namespaces: sometimes(20, excludedNamespaces, null),
  exclude_resources: sometimes(20, types, null),
  include_cluster_resources: fc.constantFrom(null, null, null, true, false),
  label_selector: sometimes(40, selector, null),
});
