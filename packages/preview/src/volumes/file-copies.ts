/** What becomes of a file-system backup that the volume helper asks for. */

import type { VolumeRule } from '../generated/rules.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { isBeingDeleted } from '../inventory/inventory.js';
import { fileSystemBackup } from './decide.js';
import { type Fate, fate } from './snapshots.js';
import { fieldsIn, textIn } from './volume-facts.js';
import type { PodVolume, VolumeState } from './volume-state.js';

/** An error of the pod itself comes after its files are copied, one of a claim before. */
export type LostRule = 'volume-error' | 'related-volume-error';

/** What else decides about a file-system backup that is asked for. */
interface Circumstances {
  /** Why Velero drops the pod, if it does. */
  readonly lost: LostRule | undefined;
  /** Set where the files of the claim are copied with another pod: whether that one is in the backup. */
  readonly isTakerKept: boolean | undefined;
}

/**
 * What becomes of a volume of a pod that Velero looks at; undefined where it is not for file-system backup. Files are
 * restored with their pod: those of one that is dropped are lost, and those of a claim that it shares are not copied
 * again.
 */
export function fileCopy(
  pod: InventoryObject,
  volume: PodVolume,
  { lost, isTakerKept }: Circumstances,
  state: VolumeState,
): Fate | undefined {
  const { yes, rule, error } = fileSystemBackup(pod, volume, state);
  if (error !== null) return fate('error', rule);
  if (!yes) return undefined;
  if (isTakerKept !== undefined) return fate(isTakerKept ? 'fs-backup' : 'error', 'claim-taken');
  if (lost === 'related-volume-error') return fate('error', 'pod-not-in-backup');
  const found = whyNone(pod, state) ?? copyOf(pod, volume, state);
  return found.method === 'fs-backup' && lost !== undefined
    ? fate('error', 'pod-not-in-backup')
    : found;
}

/** Velero's BackupPodVolumes, up to the volumes: why it copies none of them. */
export function whyNone(pod: InventoryObject, state: VolumeState): Fate | undefined {
  if (refusesUploader(state)) return fate('error', 'uploader-refused');
  if (!isRunning(pod)) return fate('none', 'pod-not-running');
  if (!state.nodesWithAgent.has(pod.spec?.nodeName ?? '')) return fate('error', 'no-node-agent');
  return state.withoutRepository.has(pod.namespace ?? '')
    ? fate('error', 'no-repository')
    : undefined;
}

/** What it does with one volume. */
export function copyOf(
  pod: InventoryObject,
  { name, claim, fields }: PodVolume,
  state: VolumeState,
): Fate {
  const namespace = pod.namespace ?? '';
  const found = state.claim(namespace, claim);
  if (claim !== '' && found === undefined) return fate('error', 'claim-missing');
  if (state.volumeGone(namespace, claim) !== undefined)
    return fate('error', 'claim-without-volume');
  const volume = state.volume(found?.spec?.volumeName ?? '');
  const rule = hostPathRule(fields, volume) ?? mountRule(pod, name);
  return rule === undefined ? fate('fs-backup', 'file-system-backup') : fate('none', rule);
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
function isRunning(pod: InventoryObject): boolean {
  const isScheduled = (pod.spec?.nodeName ?? '') !== '';
  return isScheduled && pod.status?.phase === 'Running' && !isBeingDeleted(pod);
}

/** True where the release does not have the uploader that the server was started with. */
function refusesUploader({ request: { semantics, volumes } }: VolumeState): boolean {
  const { uploaderType } = volumes;
  if (uploaderType === 'kopia') return false;
  return uploaderType !== 'restic' || semantics.refusesRestic;
}
