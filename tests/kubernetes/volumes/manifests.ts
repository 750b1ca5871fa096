/** Whole objects in the lab's cluster: made with their status, and taken away again. */
import type { ClusterClient, KubernetesObject } from '../cluster-client.js';

/** An object as the API server gets it. A status is written after it is made. */
export interface Manifest extends KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Keeps an object that is being deleted until a test takes it away. */
const HOLD = 'k8s-backup-target.test/hold';

const PLURALS: Readonly<Record<string, string>> = {
  StorageClass: 'storageclasses',
  VolumeSnapshotClass: 'volumesnapshotclasses',
  VolumeGroupSnapshotClass: 'volumegroupsnapshotclasses',
  BackupRepository: 'backuprepositories',
};

/** Where an object is made. */
function collectionOf({ apiVersion, kind, metadata }: Manifest): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { namespace } = metadata;
  const inside = namespace === undefined ? '' : `namespaces/${namespace}/`;
  return `${root}/${inside}${PLURALS[kind] ?? `${kind.toLowerCase()}s`}`;
}

function pathOf(manifest: Manifest): string {
  return `${collectionOf(manifest)}/${manifest.metadata.name}`;
}

/** An object that is being deleted, and held by a finalizer. */
export function beingDeleted(manifest: Manifest): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, finalizers: [HOLD] } };
}

/** Makes the objects, then writes the states that a controller or a kubelet would write. */
export async function makeAll(api: ClusterClient, manifests: readonly Manifest[]): Promise<void> {
  await Promise.all(manifests.map((manifest) => make(api, manifest)));
}

async function make(api: ClusterClient, manifest: Manifest): Promise<void> {
  await api.create(collectionOf(manifest), manifest);
  const { status } = manifest;
  if (status !== undefined && isBuiltIn(manifest))
    await api.patch(`${pathOf(manifest)}/status`, { status });
  if (manifest.metadata.finalizers?.includes(HOLD)) await api.remove(pathOf(manifest));
}

/** The status of a custom object is stored as it is made. */
function isBuiltIn({ apiVersion }: Manifest): boolean {
  return apiVersion === 'v1' || apiVersion === 'apps/v1';
}

export async function removeAll(api: ClusterClient, manifests: readonly Manifest[]): Promise<void> {
  await Promise.all(
    manifests.map(async (manifest) => {
      const path = pathOf(manifest);
      if (manifest.metadata.finalizers?.includes(HOLD))
        await api.patch(path, { metadata: { finalizers: null } });
      await api.remove(path);
    }),
  );
}
