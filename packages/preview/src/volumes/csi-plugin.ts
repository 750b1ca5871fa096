import type { VolumeRule } from '../generated/rules.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { claimSnapshot } from './decide.js';
import { SnapshotClasses } from './snapshot-class.js';
import { type Fate, fate, skippedByPolicy } from './snapshots.js';
import { driverOf } from './volume-facts.js';
import { VolumeGroups } from './volume-groups.js';
import type { VolumeState } from './volume-state.js';

const STORAGE_CLASSES = 'storageclasses.storage.k8s.io';

/**
 * Velero's CSI plugin, for claims that are in the backup. Not asked where CSI snapshots are off. The
 * first claim of a volume group that is asked about decides about the others, as in Velero's order; answers are kept.
 */
export class CsiPlugin {
  readonly #state: VolumeState;
  readonly #classes: SnapshotClasses;
  readonly #groups: VolumeGroups;
  readonly #answers = new Map<InventoryObject, Fate>();

  constructor(state: VolumeState) {
    this.#state = state;
    this.#classes = new SnapshotClasses(state);
    this.#groups = new VolumeGroups(state, this.#classes);
  }

  snapshot(claim: InventoryObject): Fate {
    const answer = this.#answers.get(claim) ?? this.#decide(claim);
    this.#answers.set(claim, answer);
    return answer;
  }

  #decide(claim: InventoryObject): Fate {
    const state = this.#state;
    return skippedByPolicy(claim, state) ?? decided(claim, state) ?? this.#taken(claim);
  }

  /** The helper has said yes: the plugin looks at the claim and its classes. */
  #taken(claim: InventoryObject): Fate {
    const state = this.#state;
    const bound = state.volumeOf(claim);
    if ('error' in bound) return fate('error', 'claim-without-volume');
    if (!state.knowsStorageClasses) return fate('unknown', 'csi-unknown');
    const className = claim.spec?.storageClassName ?? null;
    if (className === null) return fate('error', 'storage-class-missing');
    if (driverOf(bound.value) === '') return fate('none', 'no-snapshotter');
    const own = claimSnapshot(claim, state.withOwnPolicies());
    if (!own.yes) return fate(own.error === null ? 'none' : 'error', 'global-policy-unseen');
    const { semantics, volumes } = state.request;
    const hasMover = !volumes.snapshotMoveData || !volumes.movesByNodeAgent || state.hasReadyAgent;
    if (!hasMover && semantics.needsNodeAgentToMove) return fate('error', 'no-node-agent');
    const fault = this.#faultOf(claim, className);
    if (fault !== undefined) return fate(fault === 'csi-unknown' ? 'unknown' : 'error', fault);
    if (!volumes.snapshotMoveData) return fate('csi-snapshot', 'snapshot');
    return hasMover ? fate('csi-data-mover', 'snapshot') : fate('none', 'data-mover-waits');
  }

  /** What keeps a snapshot from being taken: of the claim, or of its volume group, which needs no StorageClass. */
  #faultOf(claim: InventoryObject, className: string): VolumeRule | undefined {
    const group = this.#groups.of(claim);
    if (group !== undefined) return this.#groups.faultFor(claim, group);
    const { cluster } = this.#state;
    const storageClass = cluster.find(STORAGE_CLASSES, '', className);
    if (storageClass === undefined) return 'storage-class-missing';
    const { provisioner } = cluster.object(storageClass);
    const chosen = this.#classes.of(claim, provisioner);
    if (chosen === 'found') return undefined;
    return chosen === 'none' ? 'snapshot-class-missing' : 'csi-unknown';
  }
}

function decided(claim: InventoryObject, state: VolumeState): Fate | undefined {
  const { yes, rule, error } = claimSnapshot(claim, state);
  if (error !== null) return fate('error', rule);
  return yes ? undefined : fate('none', rule);
}
