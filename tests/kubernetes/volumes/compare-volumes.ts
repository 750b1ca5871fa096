/** Compares what a preview says of the data of each volume with what Velero did about it. */
import type { VolumeFate } from '@k8s-backup-target/preview';
import type { Manifest } from './manifests.js';
import type { VolumeRecords } from './records.js';

/** What a Backup saved: its objects by key, and the data of volumes. */
export interface Saved {
  readonly keys: ReadonlySet<string>;
  readonly records: VolumeRecords;
}

/** One line for each volume on which they differ. */
export function volumeDifferences(
  fates: readonly VolumeFate[],
  saved: Saved,
  cluster: readonly Manifest[],
): string[] {
  const truths = new Truths(saved, cluster);
  const lines = fates.flatMap((fate) => {
    const wrong = truths.whatIsWrong(fate);
    const { pod, volume, claim, persistentVolume, method, rule } = fate;
    const named = `${pod}:${volume} of ${claim} on ${persistentVolume}`;
    return wrong === undefined ? [] : [`${named}: ${method} (${rule}), but ${wrong}`];
  });
  return [...lines, ...truths.untold()];
}

/** Data counts as saved only where the object that it is restored through is saved, too. */
class Truths {
  readonly #saved: Saved;
  /** The claim behind `app/web-0:a`. */
  readonly #claims: ReadonlyMap<string, string>;
  /** The PersistentVolume behind a claim. */
  readonly #volumes: ReadonlyMap<string, string>;

  constructor(saved: Saved, cluster: readonly Manifest[]) {
    this.#saved = saved;
    this.#claims = new Map(cluster.flatMap(claimsOf));
    this.#volumes = new Map(cluster.flatMap(volumeOf));
  }

  whatIsWrong(fate: VolumeFate): string | undefined {
    const { method } = fate;
    const found = this.#found(fate);
    switch (method) {
      case 'unknown':
        return 'the whole cluster is known';
      case 'none':
        return found.length === 0 ? undefined : `Velero saved it: ${found.join(', ')}`;
      case 'error':
        // A claim may be lost, and its PersistentVolume be there with a snapshot.
        return found.every((one) => one === 'native-snapshot')
          ? undefined
          : `Velero saved it: ${found.join(', ')}`;
      default:
        return found.includes(method) ? undefined : `Velero did: ${found.join(', ') || 'nothing'}`;
    }
  }

  /** Every way in which the data of a volume was saved. */
  #found({ pod, volume, claim, persistentVolume, rule }: VolumeFate): readonly string[] {
    const { copied, native, moved, csi } = this.#saved.records;
    const own = pod === null ? [] : [`${pod}:${volume}`];
    const copies =
      rule === 'claim-taken' ? [...copied].filter((one) => this.#claims.get(one) === claim) : own;
    const isClaimSaved = this.#has('persistentvolumeclaims', claim);
    return [
      ...(copies.some((one) => copied.has(one) && this.#has('pods', one.split(':')[0] ?? ''))
        ? ['fs-backup']
        : []),
      ...(native.has(persistentVolume ?? '') ? ['native-snapshot'] : []),
      ...(moved.has(claim ?? '') && isClaimSaved ? ['csi-data-mover'] : []),
      ...(csi.has(claim ?? '') && isClaimSaved ? ['csi-snapshot'] : []),
    ];
  }

  #has(resource: string, place: string | null): boolean {
    return this.#saved.keys.has(`${resource}/${place}`);
  }

  /** Where Velero's own list and its other records differ. */
  untold(): string[] {
    const { copied, native, moved, csi, told } = this.#saved.records;
    const known = new Set([...copied, ...native, ...moved, ...csi]);
    const isMissing = (one: string): boolean => this.#isListed(one) && !told.has(one);
    return [
      ...[...known].filter(isMissing).map((one) => `${one}: not in volumeinfo`),
      ...[...told].filter((one) => !known.has(one)).map((one) => `${one}: in volumeinfo alone`),
    ];
  }

  /** Velero lists claims, and volumes of pods with one, only where their PersistentVolume is in the Backup. */
  #isListed(one: string): boolean {
    const ofPod = this.#claims.get(one);
    const volume = this.#volumes.get(ofPod ?? one);
    if (volume === undefined) return ofPod === undefined;
    return this.#saved.keys.has(`persistentvolumes//${volume}`);
  }
}

function volumeOf({ kind, metadata, spec }: Manifest): readonly (readonly [string, string])[] {
  if (kind !== 'PersistentVolumeClaim') return [];
  const { volumeName } = spec as { volumeName?: string };
  const claim = `${metadata.namespace}/${metadata.name}`;
  return volumeName === undefined ? [] : [[claim, volumeName]];
}

function claimsOf({ kind, metadata, spec }: Manifest): readonly (readonly [string, string])[] {
  if (kind !== 'Pod') return [];
  const { volumes } = spec as { volumes?: readonly PodVolume[] };
  return (volumes ?? []).flatMap(({ name, persistentVolumeClaim }) =>
    persistentVolumeClaim === undefined
      ? []
      : [
          [
            `${metadata.namespace}/${metadata.name}:${name}`,
            `${metadata.namespace}/${persistentVolumeClaim.claimName}`,
          ] as const,
        ],
  );
}

interface PodVolume {
  readonly name: string;
  readonly persistentVolumeClaim?: { readonly claimName: string };
}
