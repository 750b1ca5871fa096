import type { TargetSpec } from '../target.js';
import { isAtLeast, type VeleroVersion } from '../version.js';
import { type VeleroFinding, warning } from './finding.js';
import { type Lists, listsOf } from './lists.js';

const PATH = '/include_cluster_resources';
const VOLUME_CLAIMS = /^(?:pvc|persistentvolumeclaims?)\.?$/i;
const VOLUMES = /^(?:pv|persistentvolumes?)\.?$/i;

/** What befalls cluster-scoped objects. */
export function clusterScopeFindings(
  spec: TargetSpec,
  version: VeleroVersion,
): readonly VeleroFinding[] {
  const lists = listsOf(spec);
  switch (spec.include_cluster_resources) {
    case true:
      return everythingFindings(lists);
    case false:
      return [
        warning(
          PATH,
          'cluster-scope-none',
          'no cluster-scoped object is saved, not even Namespaces, PersistentVolumes and CustomResourceDefinitions: restored PersistentVolumeClaims can stay Pending',
          'Set include_cluster_resources to null where volumes are to be restored.',
        ),
      ];
    case null:
      return [...undecidedFindings(lists, version), ...lostVolumeFindings(lists)];
  }
}

function everythingFindings({ namesNamespaces, namesResources }: Lists): VeleroFinding[] {
  if (!namesNamespaces || namesResources) return [];
  return [
    warning(
      PATH,
      'cluster-scope-all',
      'every cluster-scoped object of the whole cluster is saved, not only what belongs to the included namespaces',
      'Set include_cluster_resources to null for what belongs to them, or name resource types.',
    ),
  ];
}

function undecidedFindings(lists: Lists, version: VeleroVersion): VeleroFinding[] {
  const { everyNamespace, includeResources, excludeResources } = lists;
  if (!everyNamespace) return [];
  if (includeResources.length === 0 && excludeResources.length === 0) {
    if (!isAtLeast(version, '1.17')) return [];
    return [
      warning(
        PATH,
        'cluster-scope-undecided',
        `of the cluster-scoped objects, Velero ${version} saves only Namespaces and what namespaced objects refer to, whatever its documentation says`,
        'Set include_cluster_resources to true, or to false.',
      ),
    ];
  }
  if (excludeResources.length === 0) return [];
  return [
    warning(
      PATH,
      'cluster-scope-undecided',
      'cluster-scoped objects are saved because resources are excluded; one excluded namespace, or one namespace with the label velero.io/exclude-from-backup=true, would stop that',
      'Set include_cluster_resources to true, or to false.',
    ),
  ];
}

function lostVolumeFindings({ includeResources, namesResources }: Lists): VeleroFinding[] {
  const index = includeResources.findIndex((name) => VOLUME_CLAIMS.test(name));
  if (!namesResources || index === -1 || includeResources.some((name) => VOLUMES.test(name))) {
    return [];
  }
  return [
    warning(
      `/include_resources/${index}`,
      'persistent-volumes-lost',
      'PersistentVolumeClaims are saved without their PersistentVolumes, which the list does not name',
      'Add "persistentvolumes" to include_resources, or set include_cluster_resources to true.',
    ),
  ];
}
