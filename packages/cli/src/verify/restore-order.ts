/** Velero's order of a restore: first these types in their order, last those, and the others by their names between. */
const HIGH: readonly string[] = [
  'customresourcedefinitions.apiextensions.k8s.io',
  'namespaces',
  'storageclasses.storage.k8s.io',
  'volumesnapshotclasses.snapshot.storage.k8s.io',
  'volumesnapshotcontents.snapshot.storage.k8s.io',
  'volumesnapshots.snapshot.storage.k8s.io',
  'datauploads.velero.io',
  'persistentvolumes',
  'persistentvolumeclaims',
  'clusterroles.rbac.authorization.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'serviceaccounts',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
  'secrets',
  'configmaps',
  'limitranges',
  'priorityclasses.scheduling.k8s.io',
  'pods',
  'replicasets.apps',
  'clusterclasses.cluster.x-k8s.io',
  'endpoints',
  'services',
];
const LOW: readonly string[] = [
  'clusterbootstraps.run.tanzu.vmware.com',
  'clusters.cluster.x-k8s.io',
  'clusterresourcesets.addons.cluster.x-k8s.io',
  'apps.kappctrl.k14s.io',
  'packageinstalls.packaging.carvel.dev',
];

/** Velero restores none of these, whatever a Restore asks for. */
const NEVER: readonly string[] = [
  'nodes',
  'events',
  'events.events.k8s.io',
  'backups.velero.io',
  'restores.velero.io',
  'resticrepositories.velero.io',
  'csinodes.storage.k8s.io',
  'volumeattachments.storage.k8s.io',
  'backuprepositories.velero.io',
];

/** True of a type that Velero never restores. */
export function isNeverRestored(type: string): boolean {
  return NEVER.includes(type);
}

/** Types of a Backup in the order in which Velero 1.18.3 restores them, with its default priorities. */
export function restoreOrder(types: readonly string[]): readonly string[] {
  const rank = (type: string): number => {
    const first = HIGH.indexOf(type);
    if (first !== -1) return first;
    return HIGH.length + 1 + LOW.indexOf(type);
  };
  return types.toSorted(
    (one, other) => rank(one) - rank(other) || Number(one > other) - Number(one < other),
  );
}
