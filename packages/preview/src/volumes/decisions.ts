import type { VolumeRule } from '../generated/rules.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { claimSnapshot, fileSystemBackup, type VolumeAnswer, volumeSnapshot } from './decide.js';
import { type VolumeState, volumesOf } from './volume-state.js';

/** An answer of Velero's volume helper. */
export interface VolumeDecision {
  readonly kind: 'fs-backup' | 'snapshot';
  /** `pods/app/web:data`, `persistentvolumeclaims/app/data` or `persistentvolumes/pv-1`. */
  readonly object: string;
  readonly answer: boolean;
  /** Velero's error, which keeps the object out of the backup. */
  readonly error: string | null;
  readonly rule: VolumeRule;
}

/** What Velero decides about pods and claims of included namespaces, and about all volumes, saved or not. */
export function decisionsOn(state: VolumeState): readonly VolumeDecision[] {
  const { namespaces } = state.request;
  const isIncluded = ({ namespace }: InventoryObject): boolean =>
    namespaces.judge(namespace ?? '').included;
  return [
    ...state.pods.filter(isIncluded).flatMap((pod) =>
      volumesOf(pod).map((volume) => {
        const object = `pods/${pod.namespace ?? ''}/${pod.name}:${volume.name}`;
        return decision('fs-backup', object, fileSystemBackup(pod, volume, state));
      }),
    ),
    ...state.claims.filter(isIncluded).map((claim) => {
      const object = `persistentvolumeclaims/${claim.namespace ?? ''}/${claim.name}`;
      return decision('snapshot', object, claimSnapshot(claim, state));
    }),
    ...state.volumes.map((volume) =>
      decision('snapshot', `persistentvolumes/${volume.name}`, volumeSnapshot(volume, state)),
    ),
  ];
}

function decision(
  kind: VolumeDecision['kind'],
  object: string,
  { yes, error, rule }: VolumeAnswer,
): VolumeDecision {
  return { kind, object, answer: yes, error, rule };
}
