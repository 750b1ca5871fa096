/** What becomes of a file-system backup that the volume helper asks for. */

import type { VolumeRule } from '../generated/rules.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { isBeingDeleted } from '../inventory/inventory.js';
import { fileSystemBackup } from './decide.js';
import { lacksRepository } from './repositories.js';
import { type Fate, fate } from './snapshots.js';
import { fieldsIn, textIn } from './volume-facts.js';
import type { PodVolume, VolumeState } from './volume-state.js';

/** An error of the pod itself comes after its files are copied, one of a claim before. */
export type LostRule = 'volume-error' | 'related-volume-error';

/** Velero's BackupPodVolumes. Pods are asked in the order in which Velero processes them. */
export class FileCopies {
  readonly #state: VolumeState;
  /** The claims whose files were copied, and whether the pod of the copy is in the backup. */
  readonly #taken = new Map<string, boolean>();

  constructor(state: VolumeState) {
    this.#state = state;
  }

  /**
   * Of a pod that Velero looks at; undefined where it is not for file-system backup. Files are restored with their
   * pod: those of one that is dropped are lost, and those of a claim that it shares are not copied again.
   */
  of(pod: InventoryObject, volume: PodVolume, lost: LostRule | undefined): Fate | undefined {
    const { yes, rule, error } = fileSystemBackup(pod, volume, this.#state);
    if (error !== null) return fate('error', rule);
    if (!yes) return undefined;
    if (lost === 'related-volume-error') return fate('error', 'pod-not-in-backup');
    const claim = volume.claim === '' ? '' : `${pod.namespace ?? ''}/${volume.claim}`;
    const isKept = this.#taken.get(claim);
    if (isKept !== undefined) return fate(isKept ? 'fs-backup' : 'error', 'claim-taken');
    const found = this.#ofPod(pod) ?? this.#ofVolume(pod, volume);
    if (found.method !== 'fs-backup') return found;
    if (claim !== '') this.#taken.set(claim, lost === undefined);
    return lost === undefined ? found : fate('error', 'pod-not-in-backup');
  }

  /** Why a volume is not for file-system backup. */
  whyNot(pod: InventoryObject, volume: PodVolume): VolumeRule {
    return fileSystemBackup(pod, volume, this.#state).rule;
  }

  #ofPod(pod: InventoryObject): Fate | undefined {
    if (refusesUploader(this.#state)) return fate('error', 'uploader-refused');
    if (!isRunning(pod)) return fate('none', 'pod-not-running');
    if (!this.#state.nodesWithAgent.has(pod.spec?.nodeName ?? '')) {
      return fate('error', 'no-node-agent');
    }
    return lacksRepository(pod.namespace ?? '', this.#state)
      ? fate('error', 'no-repository')
      : undefined;
  }

  #ofVolume(pod: InventoryObject, { name, claim, fields }: PodVolume): Fate {
    if (claim !== '' && this.#state.claim(pod.namespace ?? '', claim) === undefined) {
      return fate('error', 'claim-missing');
    }
    if (this.#state.volumeGone(pod.namespace ?? '', claim) !== undefined) {
      return fate('error', 'claim-without-volume');
    }
    const rule = hostPathRule(fields, this.#volumeBehind(pod, claim)) ?? mountRule(pod, name);
    return rule === undefined ? fate('fs-backup', 'file-system-backup') : fate('none', rule);
  }

  #volumeBehind(pod: InventoryObject, claim: string): InventoryObject | undefined {
    const found = this.#state.claim(pod.namespace ?? '', claim);
    return this.#state.volume(found?.spec?.volumeName ?? '');
  }
}

function hostPathRule(
  fields: Readonly<Record<string, unknown>>,
  volume: InventoryObject | undefined,
): VolumeRule | undefined {
  const isHostPath = [fields, fieldsIn(volume?.spec)].some(
    (one) => (one['hostPath'] ?? null) !== null,
  );
  return isHostPath ? 'host-path' : undefined;
}

/** An inventory without containers does not tell what they mount. */
function mountRule({ spec }: InventoryObject, volume: string): VolumeRule | undefined {
  const { containers } = spec ?? {};
  if (containers === undefined || containers === null) return undefined;
  const isNamed = (mount: unknown): boolean => textIn(fieldsIn(mount)['name']) === volume;
  if (containers.some(({ volumeDevices }) => volumeDevices?.some(isNamed))) return 'raw-block';
  return containers.some(({ volumeMounts }) => volumeMounts?.some(isNamed))
    ? undefined
    : 'not-mounted';
}

/** Velero copies files of running pods alone. */
export function isRunning(pod: InventoryObject): boolean {
  const isScheduled = (pod.spec?.nodeName ?? '') !== '';
  return isScheduled && pod.status?.phase === 'Running' && !isBeingDeleted(pod);
}

/** True where the release does not have the uploader that the server was started with. */
export function refusesUploader({ request: { semantics, volumes } }: VolumeState): boolean {
  const { uploaderType } = volumes;
  if (uploaderType === 'kopia') return false;
  return uploaderType !== 'restic' || semantics.refusesRestic;
}
