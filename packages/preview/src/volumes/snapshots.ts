/** What becomes of a snapshot that the volume helper asks for: which plugin takes it, if any does. */

import type { VolumeRule } from '../generated/rules.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { claimSnapshot, volumeSnapshot } from './decide.js';
import { actionFor } from './match-policy.js';
import { snapshotClassFor } from './snapshot-class.js';
import { fieldsIn, textIn } from './volume-facts.js';
import type { VolumeState } from './volume-state.js';

/** How the data of a volume is saved. */
export type VolumeMethod =
  | 'fs-backup'
  | 'native-snapshot'
  | 'csi-snapshot'
  | 'csi-data-mover'
  | 'none'
  | 'error'
  | 'unknown';

/** A method, and the rule that decided. */
export interface Fate {
  readonly method: VolumeMethod;
  readonly rule: VolumeRule;
}

export function fate(method: VolumeMethod, rule: VolumeRule): Fate {
  return { method, rule };
}

const LOCATIONS = 'volumesnapshotlocations.velero.io';
const STORAGE_CLASSES = 'storageclasses.storage.k8s.io';

/** Sources of PersistentVolumes, and CSI drivers, that the plugin of a provider takes snapshots of. */
const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  aws: ['awsElasticBlockStore', 'ebs.csi.aws.com'],
  azure: ['azureDisk', 'disk.csi.azure.com'],
  gcp: ['gcePersistentDisk', 'pd.csi.storage.gke.io', 'gcp.csi.confidential.cloud.google.com'],
};

/** Velero's takePVSnapshot. */
export function nativeSnapshot(volume: InventoryObject, state: VolumeState): Fate {
  const { yes, rule, error } = volumeSnapshot(volume, state);
  if (error !== null) return fate('error', rule);
  if (!yes) return fate('none', rule);
  const isCsi = driverOf(volume) !== '';
  if (isCsi && state.request.volumes.takesCsiSnapshots !== false)
    return fate('none', 'left-to-csi');
  return skippedWithClaim(volume, state) ?? byProvider(volume, state);
}

/** Policies are asked once more, with the claim that the volume is bound to. */
function skippedWithClaim(volume: InventoryObject, state: VolumeState): Fate | undefined {
  const claimRef = fieldsIn(fieldsIn(volume.spec)['claimRef']);
  const [namespace, name] = [textIn(claimRef['namespace']), textIn(claimRef['name'])];
  if (state.policies === undefined || name === '') return undefined;
  const claim = state.claim(namespace, name);
  if (claim === undefined) return fate('error', 'claim-missing');
  const action = actionFor(state.policies.volumePolicies, state.factsOf(volume, claim));
  return action === 'skip' ? fate('none', 'policy-action') : undefined;
}

function byProvider(volume: InventoryObject, state: VolumeState): Fate {
  const { veleroNamespace } = state.request;
  const names = state
    .all(LOCATIONS)
    .filter(({ namespace }) => namespace === veleroNamespace)
    .map(({ spec }) => (spec?.provider ?? '').replace(/^velero\.io\//, ''));
  const driver = driverOf(volume);
  const isKnown = names.some((name) =>
    providerKinds(name)?.some((kind) => kind === driver || isSet(volume, kind)),
  );
  if (isKnown) return fate('native-snapshot', 'snapshot');
  return names.some((name) => providerKinds(name) === undefined)
    ? fate('unknown', 'snapshotter-unknown')
    : fate('none', driver === '' ? 'no-snapshotter' : 'csi-off');
}

function providerKinds(provider: string): readonly string[] | undefined {
  return Object.hasOwn(PROVIDERS, provider) ? PROVIDERS[provider] : undefined;
}

function isSet({ spec }: InventoryObject, source: string): boolean {
  return (fieldsIn(spec)[source] ?? null) !== null;
}

/** Of a PersistentVolume of the Container Storage Interface; empty for others. */
export function driverOf({ spec }: InventoryObject): string {
  return textIn(fieldsIn(fieldsIn(spec)['csi'])['driver']);
}

/** Velero's CSI plugin, for a claim that is in the backup. Not asked where CSI snapshots are off. */
export function csiSnapshot(claim: InventoryObject, state: VolumeState): Fate {
  return skippedByPolicy(claim, state) ?? decided(claim, state) ?? taken(claim, state);
}

/** Any policy looks up the volume of a claim first, whatever its phase. */
export function skippedByPolicy(claim: InventoryObject, state: VolumeState): Fate | undefined {
  const { policies, request } = state;
  if (policies === undefined) return undefined;
  const name = claim.spec?.volumeName ?? '';
  if (name === '') {
    return request.semantics.matchesUnboundClaims
      ? undefined
      : fate('error', 'claim-without-volume');
  }
  const volume = state.volume(name);
  if (volume === undefined) return fate('error', 'claim-without-volume');
  const action = actionFor(policies.volumePolicies, state.factsOf(volume, claim));
  return action === 'skip' ? fate('none', 'policy-action') : undefined;
}

function decided(claim: InventoryObject, state: VolumeState): Fate | undefined {
  const { yes, rule, error } = claimSnapshot(claim, state);
  if (error !== null) return fate('error', rule);
  return yes ? undefined : fate('none', rule);
}

/** The helper has said yes: the plugin looks at the claim and its classes. */
function taken(claim: InventoryObject, state: VolumeState): Fate {
  const bound = state.volumeOf(claim);
  if ('error' in bound) return fate('error', 'claim-without-volume');
  if (!state.knowsStorageClasses) return fate('unknown', 'csi-unknown');
  const className = claim.spec?.storageClassName ?? null;
  if (className === null) return fate('error', 'storage-class-missing');
  if (driverOf(bound.value) === '') return fate('none', 'no-snapshotter');
  const own = claimSnapshot(claim, state.withOwnPolicies());
  if (!own.yes) return fate(own.error === null ? 'none' : 'error', 'global-policy-unseen');
  const { semantics, cluster, volumes } = state.request;
  const hasMover = !volumes.snapshotMoveData || !volumes.movesByNodeAgent || state.hasReadyAgent;
  if (!hasMover && semantics.needsNodeAgentToMove) return fate('error', 'no-node-agent');
  const storageClass = cluster.find(STORAGE_CLASSES, '', className);
  if (className === '' || storageClass === undefined) return fate('error', 'storage-class-missing');
  const chosen = snapshotClassFor(claim, cluster.object(storageClass), state);
  if (chosen !== 'found') {
    return chosen === 'missing'
      ? fate('error', 'snapshot-class-missing')
      : fate('unknown', 'csi-unknown');
  }
  if (!volumes.snapshotMoveData) return fate('csi-snapshot', 'snapshot');
  return hasMover ? fate('csi-data-mover', 'snapshot') : fate('none', 'data-mover-waits');
}
