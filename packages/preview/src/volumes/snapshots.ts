/** What becomes of a snapshot that the volume helper asks for: which plugin takes it, if any does. */

import type { VolumeRule } from '../generated/rules.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { volumeSnapshot } from './decide.js';
import { actionFor } from './match-policy.js';
import { driverOf, fieldsIn, textIn } from './volume-facts.js';
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
