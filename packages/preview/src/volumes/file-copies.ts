/** What becomes of a file-system backup that the volume helper asks for. */

import type { VolumeRule } from '../generated/rules.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { isBeingDeleted } from '../inventory/inventory.js';
import { fileSystemBackup } from './decide.js';
import { type Fate, fate } from './snapshots.js';
import { fieldsIn, textIn } from './volume-facts.js';
import type { PodVolume, VolumeState } from './volume-state.js';

/** Velero's BackupPodVolumes. Pods are asked in the order in which Velero processes them. */
export class FileCopies {
  readonly #state: VolumeState;
  readonly #taken = new Set<string>();

  constructor(state: VolumeState) {
    this.#state = state;
  }

  /** Of a pod that is in the backup; undefined where it is not for file-system backup. */
  of(pod: InventoryObject, volume: PodVolume): Fate | undefined {
    const { yes, rule, error } = fileSystemBackup(pod, volume, this.#state);
    if (error !== null) return fate('error', rule);
    if (!yes) return undefined;
    const claim = volume.claim === '' ? '' : `${pod.namespace ?? ''}/${volume.claim}`;
    if (this.#taken.has(claim)) return fate('fs-backup', 'claim-taken');
    const found = this.#ofPod(pod) ?? this.#ofVolume(pod, volume);
    if (found.method === 'fs-backup' && claim !== '') this.#taken.add(claim);
    return found;
  }

  /** Why a volume is not for file-system backup. */
  whyNot(pod: InventoryObject, volume: PodVolume): VolumeRule {
    return fileSystemBackup(pod, volume, this.#state).rule;
  }

  #ofPod(pod: InventoryObject): Fate | undefined {
    if (refusesUploader(this.#state)) return fate('error', 'uploader-refused');
    if (!isRunning(pod)) return fate('none', 'pod-not-running');
    return this.#state.nodesWithAgent.has(pod.spec?.nodeName ?? '')
      ? undefined
      : fate('error', 'no-node-agent');
  }

  #ofVolume(pod: InventoryObject, { name, claim, fields }: PodVolume): Fate {
    if (claim !== '' && this.#state.claim(pod.namespace ?? '', claim) === undefined) {
      return fate('error', 'claim-missing');
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
