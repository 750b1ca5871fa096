import fc from 'fast-check';
import type { Inventory, InventoryObject } from '../index.js';
import { GROUPS } from './discovery.js';
import { object } from './objects.js';

/** A spec in the wire form, every field there. */
export interface FullSpec {
  readonly include_namespaces: string[] | null;
  readonly include_resources: string[] | null;
  readonly exclude_namespaces: string[] | null;
  readonly exclude_resources: string[] | null;
  readonly include_cluster_resources: boolean | null;
  readonly label_selector: Record<string, string> | null;
}

const NAMESPACES = ['app', 'app-1', 'db', 'web'];
const CLUSTER_TYPES = [
  'persistentvolumes',
  'clusterroles.rbac.authorization.k8s.io',
  'storageclasses.storage.k8s.io',
  'priorityclasses.scheduling.k8s.io',
  'volumesnapshotcontents.snapshot.storage.k8s.io',
  'componentstatuses',
];
const NAMESPACED_TYPES = [
  'configmaps',
  'secrets',
  'pods',
  'persistentvolumeclaims',
  'serviceaccounts',
  'deployments.apps',
  'events',
  'events.events.k8s.io',
  'widgets.example.com',
  'widgets.other.io',
  'volumesnapshots.snapshot.storage.k8s.io',
  'ghosts.example.com',
];
const DEFINITIONS = ['widgets.example.com', 'widgets.other.io'];

export const VELERO_VERSIONS: readonly string[] = [
  '1.16.2',
  '1.17.2',
  '1.18.0',
  '1.18.1',
  '1.18.2',
  '1.18.3',
  'main',
];

/** Small clusters whose objects refer to one another, each object once. */
export function clusters(): fc.Arbitrary<Inventory> {
  const objects = fc
    .tuple(
      fc.array(namespaces(), { maxLength: 5 }),
      fc.array(fc.oneof(namespaced(), clusterScoped(), bindings(), definitions()), {
        maxLength: 24,
      }),
    )
    .map((parts) => [...new Map(parts.flat().map((one) => [keyOf(one), one])).values()]);
  return objects.map((all) => ({ groups: GROUPS, objects: all }));
}

function keyOf({ resource, namespace, name }: InventoryObject): string {
  return `${resource}/${namespace ?? ''}/${name}`;
}

function labels(): fc.Arbitrary<Record<string, string>> {
  return fc
    .tuple(
      fc.constantFrom({}, { app: 'web' }, { app: 'web' }, { app: 'db' }, { app: '' }),
      fc.constantFrom({}, {}, {}, { 'velero.io/volume-group': 'g' }),
      fc.constantFrom<Record<string, string>>(
        {},
        {},
        {},
        {},
        {},
        {},
        { 'velero.io/exclude-from-backup': 'true' },
      ),
    )
    .map(([a, b, c]) => ({ ...a, ...b, ...c }));
}

function deletion(): fc.Arbitrary<string | null> {
  return fc.constantFrom(null, null, null, null, null, null, null, '2026-01-01T00:00:00Z');
}

function names(): fc.Arbitrary<string> {
  return fc.constantFrom('a', 'b', 'c');
}

function namespaces(): fc.Arbitrary<InventoryObject> {
  return fc
    .record({
      name: fc.constantFrom(...NAMESPACES),
      labels: labels(),
      deletionTimestamp: deletion(),
      status: fc.record({ phase: fc.constantFrom('Active', 'Active', 'Active', 'Terminating') }),
    })
    .map(({ name, ...details }) => object(`namespaces//${name}`, details));
}

function namespaced(): fc.Arbitrary<InventoryObject> {
  return fc
    .record({
      resource: fc.constantFrom(...NAMESPACED_TYPES),
      namespace: fc.constantFrom(...NAMESPACES),
      name: names(),
      labels: labels(),
      deletionTimestamp: deletion(),
      spec: fc.record({
        nodeName: fc.constantFrom('node', ''),
        priorityClassName: fc.constantFrom('a', 'b', ''),
        volumeName: fc.constantFrom('a', 'b', 'c', ''),
        volumes: fc.array(
          names().map((claimName) => ({ persistentVolumeClaim: { claimName } })),
          { maxLength: 2 },
        ),
      }),
      status: fc.record({ phase: fc.constantFrom('Running', 'Bound', 'Bound', 'Pending') }),
    })
    .map(({ resource, namespace, name, ...details }) =>
      object(`${resource}/${namespace}/${name}`, details),
    );
}

function clusterScoped(): fc.Arbitrary<InventoryObject> {
  return fc
    .tuple(fc.constantFrom(...CLUSTER_TYPES), names(), labels(), deletion())
    .map(([type, name, of, deletionTimestamp]) =>
      object(`${type}//${name}`, { labels: of, deletionTimestamp }),
    );
}

function bindings(): fc.Arbitrary<InventoryObject> {
  const subject = fc.record({
    kind: fc.constantFrom('ServiceAccount', 'ServiceAccount', 'User'),
    namespace: fc.constantFrom(...NAMESPACES),
    name: names(),
  });
  return fc
    .record({
      name: names(),
      labels: labels(),
      subjects: fc.array(subject, { maxLength: 2 }),
      roleRef: fc.record({ name: names() }),
    })
    .map(({ name, ...details }) =>
      object(`clusterrolebindings.rbac.authorization.k8s.io//${name}`, details),
    );
}

function definitions(): fc.Arbitrary<InventoryObject> {
  return fc
    .tuple(fc.constantFrom(...DEFINITIONS), labels())
    .map(([name, of]) =>
      object(`customresourcedefinitions.apiextensions.k8s.io//${name}`, { labels: of }),
    );
}

/** Specs that reach the rules, some of them invalid. */
export function specs(): fc.Arbitrary<FullSpec> {
  const namespaceEntries = list(
    fc.constantFrom(
      ...NAMESPACES,
      ...NAMESPACES,
      'ghost',
      'app*',
      '*',
      '?',
      'a[a-q]p',
      'web?',
      '',
      'ns[z-a]',
      'A',
    ),
  );
  const resourceEntries = list(
    fc.constantFrom(
      'pods',
      'po',
      'cm',
      'ConfigMap',
      'pvc',
      'pv',
      'ns',
      'events',
      'events.events.k8s.io',
      'widgets',
      'widgets.example.com',
      '*.example.com',
      'conf*',
      'crd',
      'sa',
      'sc',
      'vs',
      'volumesnapshots.snapshot.storage.k8s.io',
      'deploy',
      'secrets',
      'ghosts',
      '*',
      '[z-a]',
      '',
    ),
  );
  return fc.record({
    include_namespaces: namespaceEntries,
    include_resources: resourceEntries,
    exclude_namespaces: namespaceEntries,
    exclude_resources: resourceEntries,
    include_cluster_resources: fc.constantFrom(null, null, true, false),
    label_selector: fc.constantFrom<Record<string, string> | null>(
      null,
      null,
      { app: 'web' },
      { app: '' },
      {},
      { 'no label': 'x' },
    ),
  });
}

function list(entry: fc.Arbitrary<string>): fc.Arbitrary<string[] | null> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: fc.array(entry, { maxLength: 3 }) },
  );
}
