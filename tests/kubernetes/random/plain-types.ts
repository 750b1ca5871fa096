import type { LabObject } from '../lab-object.js';

/** A type of objects. */
export type Type = Pick<LabObject, 'apiVersion' | 'kind' | 'resource'>;

/** Types of which an object needs nothing but a name. */
export const PLAIN: readonly Type[] = [
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

/** The same, outside namespaces. */
export const CLUSTER_PLAIN: readonly Type[] = [
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
