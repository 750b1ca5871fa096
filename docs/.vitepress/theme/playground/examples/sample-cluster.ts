/** A small cluster: a shop with a database and a cache, its neighbours, and what belongs to all of them. */
import type { ApiResource, Inventory, InventoryObject } from '@k8s-backup-target/preview';

const VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

function type(
  name: string,
  kind: string,
  namespaced = true,
  shortNames: readonly string[] = [],
): ApiResource {
  return { name, singular: kind.toLowerCase(), kind, namespaced, shortNames, verbs: VERBS };
}

const GROUPS: Inventory['groups'] = [
  {
    groupVersion: 'v1',
    resources: [
      type('configmaps', 'ConfigMap', true, ['cm']),
      type('endpoints', 'Endpoints', true, ['ep']),
      type('events', 'Event', true, ['ev']),
      type('namespaces', 'Namespace', false, ['ns']),
      type('nodes', 'Node', false, ['no']),
      type('persistentvolumeclaims', 'PersistentVolumeClaim', true, ['pvc']),
      type('persistentvolumes', 'PersistentVolume', false, ['pv']),
      type('pods', 'Pod', true, ['po']),
      type('secrets', 'Secret'),
      type('serviceaccounts', 'ServiceAccount', true, ['sa']),
      type('services', 'Service', true, ['svc']),
    ],
  },
  {
    groupVersion: 'apps/v1',
    resources: [
      type('daemonsets', 'DaemonSet', true, ['ds']),
      type('deployments', 'Deployment', true, ['deploy']),
      type('replicasets', 'ReplicaSet', true, ['rs']),
      type('statefulsets', 'StatefulSet', true, ['sts']),
    ],
  },
  { groupVersion: 'batch/v1', resources: [type('cronjobs', 'CronJob', true, ['cj'])] },
  {
    groupVersion: 'networking.k8s.io/v1',
    resources: [type('ingresses', 'Ingress', true, ['ing'])],
  },
  {
    groupVersion: 'rbac.authorization.k8s.io/v1',
    resources: [
      type('clusterrolebindings', 'ClusterRoleBinding', false),
      type('clusterroles', 'ClusterRole', false),
    ],
  },
  { groupVersion: 'storage.k8s.io/v1', resources: [type('storageclasses', 'StorageClass', false)] },
  {
    groupVersion: 'snapshot.storage.k8s.io/v1',
    resources: [type('volumesnapshotclasses', 'VolumeSnapshotClass', false)],
  },
  {
    groupVersion: 'scheduling.k8s.io/v1',
    resources: [type('priorityclasses', 'PriorityClass', false, ['pc'])],
  },
  {
    groupVersion: 'apiextensions.k8s.io/v1',
    resources: [type('customresourcedefinitions', 'CustomResourceDefinition', false, ['crd'])],
  },
  { groupVersion: 'cert-manager.io/v1', resources: [type('certificates', 'Certificate', true)] },
];

function namespace(name: string): InventoryObject {
  return {
    resource: 'namespaces',
    name,
    labels: { 'kubernetes.io/metadata.name': name },
    status: { phase: 'Active' },
  };
}

function object(resource: string, place: string, app?: string): InventoryObject {
  const [space = '', name = ''] = place.split('/');
  return { resource, namespace: space, name, ...(app === undefined ? {} : { labels: { app } }) };
}

/** A pod that runs, with one volume. */
function pod(
  place: string,
  app: string,
  volume: Readonly<Record<string, unknown>>,
): InventoryObject {
  return {
    ...object('pods', place, app),
    spec: {
      nodeName: 'node-1',
      priorityClassName: app === 'db' ? 'databases' : null,
      volumes: [{ name: 'data', ...volume }],
      containers: [{ volumeMounts: [{ name: 'data' }] }],
    },
    status: { phase: 'Running' },
  };
}

function claimed(claimName: string): Readonly<Record<string, unknown>> {
  return { persistentVolumeClaim: { claimName } };
}

function claim(place: string, app: string, volumeName: string, className: string): InventoryObject {
  return {
    ...object('persistentvolumeclaims', place, app),
    spec: { volumeName, storageClassName: className, volumeMode: 'Filesystem' },
    status: { phase: 'Bound' },
  };
}

/** `source` is `{ csi: … }` or `{ hostPath: … }`, as in Kubernetes. */
function volume(
  name: string,
  place: string,
  className: string,
  source: Readonly<Record<string, unknown>>,
): InventoryObject {
  const [space = '', claimName = ''] = place.split('/');
  return {
    resource: 'persistentvolumes',
    name,
    spec: {
      storageClassName: className,
      claimRef: { namespace: space, name: claimName },
      ...source,
    },
  };
}

const CSI = { csi: { driver: 'rbd.csi.ceph.com' } };
const ON_NODE = { hostPath: { path: '/srv/cache' } };

const OBJECTS: readonly InventoryObject[] = [
  ...['analytics', 'default', 'kube-system', 'shop', 'velero'].map(namespace),
  object('deployments.apps', 'shop/web', 'web'),
  object('replicasets.apps', 'shop/web-7d4b9', 'web'),
  pod('shop/web-7d4b9-x2x', 'web', claimed('uploads')),
  object('services', 'shop/web', 'web'),
  object('ingresses.networking.k8s.io', 'shop/web', 'web'),
  object('certificates.cert-manager.io', 'shop/web', 'web'),
  object('secrets', 'shop/web-tls', 'web'),
  object('configmaps', 'shop/web', 'web'),
  claim('shop/uploads', 'web', 'pv-uploads', 'ceph'),
  object('statefulsets.apps', 'shop/db', 'db'),
  pod('shop/db-0', 'db', claimed('data-db-0')),
  object('services', 'shop/db', 'db'),
  object('secrets', 'shop/db-password', 'db'),
  claim('shop/data-db-0', 'db', 'pv-db', 'ceph'),
  object('deployments.apps', 'shop/cache', 'cache'),
  pod('shop/cache-0', 'cache', claimed('cache')),
  claim('shop/cache', 'cache', 'pv-cache', 'local'),
  object('serviceaccounts', 'shop/default'),
  object('serviceaccounts', 'shop/web', 'web'),
  object('configmaps', 'shop/kube-root-ca.crt'),
  object('cronjobs.batch', 'analytics/report', 'report'),
  object('configmaps', 'analytics/queries', 'report'),
  object('secrets', 'analytics/warehouse', 'report'),
  claim('analytics/exports', 'report', 'pv-exports', 'ceph'),
  object('serviceaccounts', 'analytics/default'),
  object('configmaps', 'default/kube-root-ca.crt'),
  object('serviceaccounts', 'default/default'),
  object('deployments.apps', 'kube-system/coredns', 'coredns'),
  object('configmaps', 'kube-system/coredns', 'coredns'),
  object('secrets', 'kube-system/bootstrap-token'),
  object('deployments.apps', 'velero/velero', 'velero'),
  object('secrets', 'velero/cloud-credentials', 'velero'),
  volume('pv-uploads', 'shop/uploads', 'ceph', CSI),
  volume('pv-db', 'shop/data-db-0', 'ceph', CSI),
  volume('pv-cache', 'shop/cache', 'local', ON_NODE),
  volume('pv-exports', 'analytics/exports', 'ceph', CSI),
  { resource: 'storageclasses.storage.k8s.io', name: 'ceph', provisioner: 'rbd.csi.ceph.com' },
  { resource: 'storageclasses.storage.k8s.io', name: 'local', provisioner: 'example.com/local' },
  {
    resource: 'volumesnapshotclasses.snapshot.storage.k8s.io',
    name: 'ceph',
    driver: 'rbd.csi.ceph.com',
  },
  { resource: 'priorityclasses.scheduling.k8s.io', name: 'databases' },
  { resource: 'clusterroles.rbac.authorization.k8s.io', name: 'shop-web' },
  { resource: 'clusterroles.rbac.authorization.k8s.io', name: 'view' },
  {
    resource: 'clusterrolebindings.rbac.authorization.k8s.io',
    name: 'shop-web',
    subjects: [{ kind: 'ServiceAccount', namespace: 'shop', name: 'web' }],
    roleRef: { name: 'shop-web' },
  },
  {
    resource: 'customresourcedefinitions.apiextensions.k8s.io',
    name: 'certificates.cert-manager.io',
  },
  { resource: 'nodes', name: 'node-1' },
];

/** The cluster that the page starts with. */
export const SAMPLE_CLUSTER: Inventory = {
  groups: GROUPS,
  objects: OBJECTS,
  velero: { namespace: 'velero', configMaps: [], server: { features: ['EnableCSI'] } },
};
