import type { ApiGroup, ApiResource } from '../index.js';

const VERBS = ['create', 'delete', 'get', 'list'];

/** A type that can be backed up. */
function resource(
  name: string,
  kind: string,
  namespaced: boolean,
  shortNames: readonly string[] = [],
): ApiResource {
  return { name, singular: kind.toLowerCase(), kind, namespaced, shortNames, verbs: VERBS };
}

/** The types that Velero's rules speak of, a custom resource, and one that cannot be backed up. */
export const GROUPS: readonly ApiGroup[] = [
  {
    groupVersion: 'v1',
    resources: [
      { ...resource('componentstatuses', 'ComponentStatus', false), verbs: ['get', 'list'] },
      resource('configmaps', 'ConfigMap', true, ['cm']),
      resource('events', 'Event', true, ['ev']),
      resource('namespaces', 'Namespace', false, ['ns']),
      resource('persistentvolumeclaims', 'PersistentVolumeClaim', true, ['pvc']),
      resource('persistentvolumes', 'PersistentVolume', false, ['pv']),
      resource('pods', 'Pod', true, ['po']),
      { ...resource('pods/log', 'Pod', true), verbs: ['get'] },
      resource('secrets', 'Secret', true),
      resource('serviceaccounts', 'ServiceAccount', true, ['sa']),
    ],
  },
  {
    groupVersion: 'apps/v1',
    resources: [resource('deployments', 'Deployment', true, ['deploy'])],
  },
  { groupVersion: 'events.k8s.io/v1', resources: [resource('events', 'Event', true, ['ev'])] },
  {
    groupVersion: 'rbac.authorization.k8s.io/v1',
    resources: [
      resource('clusterrolebindings', 'ClusterRoleBinding', false),
      resource('clusterroles', 'ClusterRole', false),
    ],
  },
  {
    groupVersion: 'storage.k8s.io/v1',
    resources: [resource('storageclasses', 'StorageClass', false, ['sc'])],
  },
  {
    groupVersion: 'apiextensions.k8s.io/v1',
    resources: [resource('customresourcedefinitions', 'CustomResourceDefinition', false, ['crd'])],
  },
  {
    groupVersion: 'scheduling.k8s.io/v1',
    resources: [resource('priorityclasses', 'PriorityClass', false, ['pc'])],
  },
  { groupVersion: 'example.com/v1', resources: [resource('widgets', 'Widget', true, ['wd'])] },
  { groupVersion: 'other.io/v1', resources: [resource('widgets', 'Widget', true)] },
  {
    groupVersion: 'snapshot.storage.k8s.io/v1',
    resources: [
      resource('volumesnapshotcontents', 'VolumeSnapshotContent', false, ['vsc']),
      resource('volumesnapshots', 'VolumeSnapshot', true, ['vs']),
    ],
  },
];
