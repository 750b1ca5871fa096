/** A cluster for tests in which no class is chosen for a claim's snapshots: its driver has two. */
import type { Inventory } from '@k8s-backup-target/preview';

/** The cluster, with the claim `app/NAME`. Only an annotation that names `one` or `two` chooses. */
export function twoClasses(claim: string): Inventory {
  return {
    groups: [
      ['namespaces', 'Namespace'] as const,
      ['persistentvolumes', 'PersistentVolume'] as const,
      ['persistentvolumeclaims', 'PersistentVolumeClaim', true] as const,
    ].map(([name, kind, namespaced = false]) => ({
      groupVersion: 'v1',
      resources: [{ name, kind, namespaced, verbs: ['list', 'create', 'get', 'delete'] }],
    })),
    objects: [
      { resource: 'namespaces', name: 'app', status: { phase: 'Active' } },
      {
        resource: 'persistentvolumeclaims',
        namespace: 'app',
        name: claim,
        spec: { volumeName: 'pv-9', storageClassName: 'fast' },
        status: { phase: 'Bound' },
      },
      { resource: 'persistentvolumes', name: 'pv-9', spec: { csi: { driver: 'd' } } },
      { resource: 'storageclasses.storage.k8s.io', name: 'fast', provisioner: 'd' },
      ...['one', 'two'].map((name) => ({
        resource: 'volumesnapshotclasses.snapshot.storage.k8s.io',
        name,
        driver: 'd',
      })),
    ],
    velero: { server: { features: ['EnableCSI'] } },
  };
}
