// Room: What Velero decides about the data of each volume. May import collect, inventory, policies, relations, resources, yaml.
/** Velero's volume helper: whether a volume is for file-system backup, or for a snapshot. */

import type { VolumeRule } from '../generated/rules.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { actionFor } from './match-policy.js';
import { factsOfClaim, factsOfPodVolume, fieldsIn, textIn } from './volume-facts.js';
import { type PodVolume, type VolumeState, volumesOf } from './volume-state.js';

/** One answer of the volume helper. */
export interface VolumeAnswer {
  readonly yes: boolean;
  readonly rule: VolumeRule;
  /** Velero's error; it takes the object out of the backup. */
  readonly error: string | null;
}

const OPT_IN = 'backup.velero.io/backup-volumes';
const OPT_OUT = 'backup.velero.io/backup-volumes-excludes';
const LEFT_OUT = ['hostPath', 'secret', 'configMap', 'projected', 'downwardAPI'];

function answer(yes: boolean, rule: VolumeRule): VolumeAnswer {
  return { yes, rule, error: null };
}

function failure(rule: VolumeRule, error: string): VolumeAnswer {
  return { yes: false, rule, error };
}

/** Velero's ShouldPerformFSBackup. */
export function fileSystemBackup(
  pod: InventoryObject,
  volume: PodVolume,
  state: VolumeState,
): VolumeAnswer {
  const leftOut = whyLeftOut(volume, state);
  if (leftOut !== undefined) return answer(false, leftOut);
  const byPolicy = state.policies === undefined ? undefined : policyForPod(pod, volume, state);
  return byPolicy ?? byAnnotations(pod, volume, state);
}

function whyLeftOut({ name, claim, fields }: PodVolume, state: VolumeState) {
  if (LEFT_OUT.some((kind) => (fields[kind] ?? null) !== null)) return 'source-left-out';
  if (claim !== '' && !state.collectsClaims) return 'claim-type-left-out';
  return name.startsWith('default-token') ? 'source-left-out' : undefined;
}

function policyForPod(
  pod: InventoryObject,
  { name, claim: claimName, fields }: PodVolume,
  state: VolumeState,
): VolumeAnswer | undefined {
  const policies = state.policies?.volumePolicies ?? [];
  const namespace = pod.namespace ?? '';
  const claim = state.claim(namespace, claimName);
  if (claimName !== '' && claim === undefined) {
    const what = `failed to get PVC ${claimName} for Volume ${namespace}/${name}`;
    return failure('claim-missing', `${what}: persistentvolumeclaims "${claimName}" not found`);
  }
  const bound = claim === undefined ? undefined : state.volumeOf(claim);
  const isUnbound = bound !== undefined && 'error' in bound;
  if (isUnbound && !state.request.semantics.matchesUnboundClaims) {
    return failure('claim-without-volume', bound.error);
  }
  const facts =
    bound !== undefined && 'value' in bound
      ? state.factsOf(bound.value, claim)
      : factsOfPodVolume(fields, claim);
  const action = actionFor(policies, facts);
  if (action !== undefined) return answer(action === 'fs-backup', 'policy-action');
  return isUnbound ? failure('claim-without-volume', bound.error) : undefined;
}

function byAnnotations(
  pod: InventoryObject,
  { name }: PodVolume,
  { request }: VolumeState,
): VolumeAnswer {
  if (request.volumes.defaultVolumesToFsBackup) {
    return namesIn(pod, OPT_OUT).includes(name)
      ? answer(false, 'opted-out')
      : answer(true, 'file-system-backup');
  }
  return namesIn(pod, OPT_IN).includes(name)
    ? answer(true, 'file-system-backup')
    : answer(false, 'not-opted-in');
}

/** The names are not trimmed: `a, b` names `a` and ` b`. */
function namesIn({ annotations }: InventoryObject, key: string): readonly string[] {
  const value = fieldsIn(annotations)[key];
  return typeof value === 'string' && value !== '' ? value.split(',') : [];
}

/** Velero's ShouldPerformSnapshot for a PersistentVolumeClaim. */
export function claimSnapshot(claim: InventoryObject, state: VolumeState): VolumeAnswer {
  const bound = state.volumeOf(claim);
  if ('value' in bound) return snapshotOf(bound.value, claim, state);
  const isAsked = state.policies !== undefined && state.request.semantics.matchesUnboundClaims;
  const action = isAsked
    ? actionFor(state.policies?.volumePolicies ?? [], factsOfClaim(claim))
    : undefined;
  return action === undefined
    ? failure('claim-without-volume', bound.error)
    : answer(action === 'snapshot', 'policy-action');
}

/** Velero's ShouldPerformSnapshot for a PersistentVolume: its claim is not looked at. */
export function volumeSnapshot(volume: InventoryObject, state: VolumeState): VolumeAnswer {
  return snapshotOf(volume, undefined, state);
}

function snapshotOf(
  volume: InventoryObject,
  claim: InventoryObject | undefined,
  state: VolumeState,
): VolumeAnswer {
  const action = actionFor(state.policies?.volumePolicies ?? [], state.factsOf(volume, claim));
  if (action !== undefined) {
    return answer(action === 'snapshot', action === 'snapshot' ? 'snapshot' : 'policy-action');
  }
  if (isForFileSystem(volume, state)) return answer(false, 'left-to-file-system-backup');
  return state.request.volumes.snapshotVolumes === false
    ? answer(false, 'snapshots-off')
    : answer(true, 'snapshot');
}

/** Asks the annotations alone, of pods in any phase. */
function isForFileSystem(volume: InventoryObject, state: VolumeState): boolean {
  const claimRef = fieldsIn(fieldsIn(volume.spec)['claimRef']);
  const [namespace, name] = [textIn(claimRef['namespace']), textIn(claimRef['name'])];
  if (name === '') return false;
  return state
    .podsUsing(namespace, name)
    .some((pod) =>
      volumesOf(pod).some(
        (mounted) => mounted.claim === name && byAnnotations(pod, mounted, state).yes,
      ),
    );
}

/** False where no annotation and no default asks for file-system backup. */
export function mayCopyFiles({ pods, request }: VolumeState): boolean {
  if (request.volumes.defaultVolumesToFsBackup) return true;
  return pods.some((pod) => namesIn(pod, OPT_IN).length > 0);
}
