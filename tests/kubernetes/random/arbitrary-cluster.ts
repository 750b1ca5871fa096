/** Random clusters, small and dense: few names, so that what selects and what relates meets its object. */
import fc from 'fast-check';
import { keyOf, type LabObject } from '../lab-object.js';
import { sometimes } from './sometimes.js';

type Labels = Readonly<Record<string, string>>;
type Placed = Pick<LabObject, 'namespace'>;

export const NAMESPACES = ['app', 'app-1', 'app-2', 'db', 'web', 'x', 'team-a'] as const;
const NAMES = ['a', 'b', 'c'] as const;
const CLAIMS = ['data', 'logs', 'cache'] as const;
const VOLUMES = ['pv-1', 'pv-2', 'pv-3'] as const;
const CLASSES = ['gold', 'silver'] as const;
const ROLES = ['reader', 'writer'] as const;
const DEFINITIONS = ['widgets.example.com', 'gadgets.example.com', 'clusterwidgets.example.com'];

type Type = Pick<LabObject, 'apiVersion' | 'kind' | 'resource'>;

/** Types of which an object needs nothing but a name. */
const PLAIN: readonly Type[] = [
  { apiVersion: 'v1', kind: 'ConfigMap', resource: 'configmaps' },
  { apiVersion: 'v1', kind: 'Secret', resource: 'secrets' },
  { apiVersion: 'v1', kind: 'Service', resource: 'services' },
  { apiVersion: 'v1', kind: 'Event', resource: 'events' },
  { apiVersion: 'apps/v1', kind: 'Deployment', resource: 'deployments.apps' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', resource: 'statefulsets.apps' },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', resource: 'replicasets.apps' },
  { apiVersion: 'batch/v1', kind: 'CronJob', resource: 'cronjobs.batch' },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    resource: 'networkpolicies.networking.k8s.io',
  },
  { apiVersion: 'example.com/v1', kind: 'Widget', resource: 'widgets.example.com' },
  { apiVersion: 'example.com/v1', kind: 'Gadget', resource: 'gadgets.example.com' },
  { apiVersion: 'other.io/v1', kind: 'Widget', resource: 'widgets.other.io' },
  {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    resource: 'volumesnapshots.snapshot.storage.k8s.io',
  },
];

const CLUSTER_PLAIN: readonly Type[] = [
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    resource: 'storageclasses.storage.k8s.io',
  },
  { apiVersion: 'example.com/v1', kind: 'ClusterWidget', resource: 'clusterwidgets.example.com' },
  {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshotContent',
    resource: 'volumesnapshotcontents.snapshot.storage.k8s.io',
  },
];

/** Without the undefined members. */
function present(labels: Readonly<Record<string, string | undefined>>): Labels {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

const labels: fc.Arbitrary<Labels> = fc
  .record({
    app: sometimes(60, fc.constantFrom('web', 'web', 'api', ''), undefined),
    tier: sometimes(30, fc.constantFrom('front', ''), undefined),
    'velero.io/exclude-from-backup': sometimes(
      12,
      fc.constantFrom('true', 'true', 'false', 'True'),
      undefined,
    ),
  })
  .map(present);

const claimLabels: fc.Arbitrary<Labels> = fc
  .tuple(labels, sometimes(50, fc.constantFrom('group-1', 'group-2'), undefined))
  .map(([own, group]) => present({ ...own, 'velero.io/volume-group': group }));

const grouped: fc.Arbitrary<Labels> = labels.map((own) => ({
  ...own,
  'velero.io/volume-group': 'group-1',
}));

/** Held by a finalizer. */
const deletion = sometimes(8, fc.constant({ deletionTimestamp: '2026-01-01T00:00:00Z' }), {});

function namespaced(namespaces: readonly string[]): fc.Arbitrary<Placed> {
  return fc.constantFrom(...namespaces).map((namespace) => ({ namespace }));
}

const anywhere: fc.Arbitrary<Placed> = fc.constant({ namespace: null });

function object(
  type: fc.Arbitrary<Type>,
  names: readonly string[],
  placed: fc.Arbitrary<Placed>,
  details: fc.Arbitrary<Partial<LabObject>> = fc.constant({}),
  objectLabels: fc.Arbitrary<Labels> = labels,
): fc.Arbitrary<LabObject> {
  return fc
    .tuple(type, fc.constantFrom(...names), placed, objectLabels, details, deletion)
    .map(([described, name, { namespace }, own, more, deleted]) => ({
      ...described,
      name,
      namespace,
      namespaced: namespace !== null,
      labels: own,
      ...more,
      ...deleted,
    }));
}

const core = (kind: string, resource: string): fc.Arbitrary<Type> =>
  fc.constant({ apiVersion: 'v1', kind, resource });

const rbac = (kind: string, resource: string): fc.Arbitrary<Type> =>
  fc.constant({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    resource: `${resource}.rbac.authorization.k8s.io`,
  });

/** A phase is given only where there is a volume, mostly: the server lets a claim be anything. */
const claimDetails: fc.Arbitrary<Partial<LabObject>> = fc.record({
  spec: sometimes(85, fc.constantFrom(...VOLUMES, 'pv-gone'), undefined).map((volumeName) =>
    volumeName === undefined ? {} : { volumeName },
  ),
  status: fc.constantFrom('Bound', 'Bound', 'Bound', 'Pending', 'Lost').map((phase) => ({ phase })),
});

const podDetails: fc.Arbitrary<Partial<LabObject>> = fc.record({
  spec: fc
    .record({
      nodeName: sometimes(80, fc.constant('node-1'), undefined),
      priorityClassName: sometimes(50, fc.constantFrom(...CLASSES, 'none-such'), undefined),
      volumes: fc
        .uniqueArray(fc.constantFrom(...CLAIMS, 'gone'), { maxLength: 2 })
        .map((claims) =>
          claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
        ),
    })
    .map((spec) =>
      Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)),
    ),
  status: fc
    .constantFrom('Running', 'Running', 'Running', 'Pending', 'Succeeded')
    .map((phase) => ({ phase })),
});

function bindingDetails(namespaces: readonly string[]): fc.Arbitrary<Partial<LabObject>> {
  const account = fc.record({
    kind: fc.constant('ServiceAccount'),
    namespace: fc.constantFrom(...namespaces),
    name: fc.constantFrom(...NAMES),
  });
  const user = fc.record({
    kind: fc.constant('User'),
    apiGroup: fc.constant('rbac.authorization.k8s.io'),
    name: fc.constantFrom(...NAMES),
  });
  return fc.record({
    subjects: fc.array(fc.oneof({ arbitrary: account, weight: 4 }, user), { maxLength: 3 }),
    roleRef: fc.constantFrom(...ROLES, 'none-such').map((name) => ({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name,
    })),
  });
}

function contents(namespaces: readonly string[]): fc.Arbitrary<LabObject> {
  const place = namespaced(namespaces);
  const priority: Type = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    resource: 'priorityclasses.scheduling.k8s.io',
  };
  const claim = core('PersistentVolumeClaim', 'persistentvolumeclaims');
  return fc.oneof(
    { arbitrary: object(fc.constantFrom(...PLAIN), NAMES, place), weight: 8 },
    { arbitrary: object(claim, CLAIMS, place, claimDetails, claimLabels), weight: 4 },
    { arbitrary: object(core('Pod', 'pods'), NAMES, place, podDetails), weight: 3 },
    { arbitrary: object(core('ServiceAccount', 'serviceaccounts'), NAMES, place), weight: 2 },
    {
      arbitrary: object(core('PersistentVolume', 'persistentvolumes'), VOLUMES, anywhere),
      weight: 3,
    },
    { arbitrary: object(fc.constant(priority), CLASSES, anywhere), weight: 1 },
    { arbitrary: object(fc.constantFrom(...CLUSTER_PLAIN), NAMES, anywhere), weight: 2 },
    { arbitrary: object(rbac('ClusterRole', 'clusterroles'), ROLES, anywhere), weight: 2 },
    {
      arbitrary: object(
        rbac('ClusterRoleBinding', 'clusterrolebindings'),
        NAMES,
        anywhere,
        bindingDetails(namespaces),
      ),
      weight: 2,
    },
    { arbitrary: definition, weight: 1 },
  );
}

/** A custom resource definition that the cluster has; only its labels are random. */
const definition: fc.Arbitrary<LabObject> = fc
  .tuple(fc.constantFrom(...DEFINITIONS), labels)
  .map(([name, own]) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    resource: 'customresourcedefinitions.apiextensions.k8s.io',
    namespaced: false,
    namespace: null,
    name,
    labels: own,
  }));

function namespaceObjects(namespaces: readonly string[]): fc.Arbitrary<LabObject[]> {
  return fc.tuple(
    ...namespaces.map((name) =>
      fc.tuple(labels, deletion).map(([own, deleted]) => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        resource: 'namespaces',
        namespaced: false,
        namespace: null,
        name,
        labels: own,
        ...deleted,
      })),
    ),
  );
}

/** A pod with its claim and account, and what these relate to, each with labels of its own. */
function workload(namespaces: readonly string[]): fc.Arbitrary<LabObject[]> {
  return fc
    .record({
      namespace: fc.constantFrom(...namespaces),
      volumeName: fc.constantFrom(...VOLUMES),
      role: fc.constantFrom(...ROLES),
      groups: fc.constantFrom(claimLabels, grouped),
    })
    .chain(({ namespace, volumeName, role, groups }) => {
      const place = fc.constant({ namespace });
      const subjects = [{ kind: 'ServiceAccount', namespace, name: 'a' }];
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role };
      const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
      const claim = core('PersistentVolumeClaim', 'persistentvolumeclaims');
      const bound = fc.constant({ spec: { volumeName }, status: { phase: 'Bound' } });
      const running = fc.constant({
        spec: { nodeName: 'node-1', priorityClassName: 'gold', volumes },
        status: { phase: 'Running' },
      });
      const binding = fc.constant({ subjects, roleRef });
      return fc.tuple(
        object(claim, ['data'], place, bound, groups),
        object(claim, ['logs'], place, claimDetails, groups),
        object(core('Pod', 'pods'), ['a'], place, running),
        object(core('ServiceAccount', 'serviceaccounts'), ['a'], place),
        object(core('PersistentVolume', 'persistentvolumes'), [volumeName], anywhere),
        object(rbac('ClusterRole', 'clusterroles'), [role], anywhere),
        object(rbac('ClusterRoleBinding', 'clusterrolebindings'), NAMES, anywhere, binding),
      );
    });
}

/** The objects of a cluster, Namespaces first. */
export const arbitraryCluster: fc.Arbitrary<readonly LabObject[]> = fc
  .uniqueArray(fc.constantFrom(...NAMESPACES), { minLength: 2, maxLength: 5 })
  .chain((namespaces) =>
    fc.tuple(
      namespaceObjects(namespaces),
      fc.array(workload(namespaces), { minLength: 1, maxLength: 2 }),
      fc.array(contents(namespaces), { minLength: 10, maxLength: 30 }),
    ),
  )
  .map(([namespaces, workloads, others]) =>
    eachOnce([...namespaces, ...workloads.flat(), ...others]),
  );

function eachOnce(objects: readonly LabObject[]): readonly LabObject[] {
  return [...new Map(objects.map((object) => [keyOf(object), object])).values()];
}
