/** Writes what the snapshot controller and a CSI driver write for a VolumeGroupSnapshot, as external-snapshotter 8.4 does. */
import type { ClusterClient, KubernetesObject } from '../cluster-client.js';

const SNAPSHOTS = '/apis/snapshot.storage.k8s.io/v1';
const GROUPS = '/apis/groupsnapshot.storage.k8s.io/v1beta2';

interface GroupSnapshot extends KubernetesObject {
  readonly spec: {
    readonly volumeGroupSnapshotClassName: string;
    readonly source: {
      readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    };
  };
}

interface GroupClass extends KubernetesObject {
  readonly driver: string;
}

interface Claim extends KubernetesObject {
  readonly spec: { readonly volumeName?: string };
  readonly status: { readonly phase?: string };
}

interface Volume extends KubernetesObject {
  readonly spec: { readonly csi?: { readonly driver: string } };
}

/** Takes a snapshot of every claim that a VolumeGroupSnapshot selects, or of none, where one does not fit. */
export class GroupStates {
  readonly #api: ClusterClient;
  readonly #seen = new Set<string>();

  constructor(api: ClusterClient) {
    this.#api = api;
  }

  async snapshot(): Promise<void> {
    const groups = await this.#api.list<GroupSnapshot>(`${GROUPS}/volumegroupsnapshots`);
    const fresh = groups.filter(({ metadata: { uid = '' } }) => !this.#seen.has(uid));
    for (const group of fresh) {
      this.#seen.add(group.metadata.uid ?? '');
      const claims = await this.#claimsOf(group);
      if (claims !== undefined) await this.#take(group, claims);
    }
  }

  /** All claims with the labels; undefined where one is not bound, or is not of the driver of the class. */
  async #claimsOf({ metadata, spec }: GroupSnapshot): Promise<readonly Claim[] | undefined> {
    const { volumeGroupSnapshotClassName: className, source } = spec;
    const group = await this.#api.find<GroupClass>(
      `${GROUPS}/volumegroupsnapshotclasses/${className}`,
    );
    const labels = Object.entries(source.selector.matchLabels);
    const claims = (
      await this.#api.list<Claim>(`/api/v1/namespaces/${metadata.namespace}/persistentvolumeclaims`)
    ).filter((claim) => labels.every(([key, value]) => claim.metadata.labels?.[key] === value));
    for (const { spec: of, status } of claims) {
      if (status.phase !== 'Bound') return undefined;
      const volume = await this.#api.find<Volume>(`/api/v1/persistentvolumes/${of.volumeName}`);
      if (volume?.spec.csi?.driver !== group?.driver) return undefined;
    }
    return group === undefined ? undefined : claims;
  }

  async #take({ metadata }: GroupSnapshot, claims: readonly Claim[]): Promise<void> {
    const { name, namespace = '', uid = '' } = metadata;
    const content = `groupcontent-${uid}`;
    const owner = {
      apiVersion: 'groupsnapshot.storage.k8s.io/v1beta2',
      kind: 'VolumeGroupSnapshot',
    };
    await this.#api.create(`${GROUPS}/volumegroupsnapshotcontents`, {
      apiVersion: owner.apiVersion,
      kind: 'VolumeGroupSnapshotContent',
      metadata: { name: content },
      spec: { deletionPolicy: 'Delete', driver: 'd', source: { volumeHandles: [] } },
    });
    // All at once, for Velero counts them each second.
    await Promise.all(
      claims.map(async ({ metadata: claim }) => {
        // As Velero names the snapshot of a single claim, by which the lab knows whose it is.
        const own = `velero-${claim.name}-${uid.slice(0, 5)}`;
        await this.#api.create(`${SNAPSHOTS}/volumesnapshotcontents`, {
          apiVersion: 'snapshot.storage.k8s.io/v1',
          kind: 'VolumeSnapshotContent',
          metadata: { name: `content-${own}-${namespace}` },
          spec: {
            deletionPolicy: 'Delete',
            driver: 'd',
            source: { volumeHandle: 'of-d' },
            volumeSnapshotRef: { kind: 'VolumeSnapshot', namespace, name: own },
          },
          status: { readyToUse: true, restoreSize: 1024, snapshotHandle: `handle-${own}` },
        });
        await this.#api.create(`${SNAPSHOTS}/namespaces/${namespace}/volumesnapshots`, {
          apiVersion: 'snapshot.storage.k8s.io/v1',
          kind: 'VolumeSnapshot',
          metadata: { name: own, namespace, ownerReferences: [{ ...owner, name, uid }] },
          spec: { source: { persistentVolumeClaimName: claim.name } },
          status: {
            readyToUse: true,
            restoreSize: '1Ki',
            boundVolumeSnapshotContentName: `content-${own}-${namespace}`,
            volumeGroupSnapshotName: name,
          },
        });
      }),
    );
    await this.#api.patch(`${GROUPS}/namespaces/${namespace}/volumegroupsnapshots/${name}`, {
      status: { boundVolumeGroupSnapshotContentName: content },
    });
  }
}
