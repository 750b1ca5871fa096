import { isDnsSubdomain } from '@k8s-backup-target/lint/internal';
import type { VolumeRule } from '../generated/rules.js';
import { type InventoryObject, labelOf } from '../inventory/inventory.js';
import { type Related, relationsFor } from '../relations/related.js';
import { claimSnapshot } from './decide.js';
import type { SnapshotClasses } from './snapshot-class.js';
import { driverOf } from './volume-facts.js';
import type { VolumeState } from './volume-state.js';

const GROUP_SNAPSHOTS = 'volumegroupsnapshots.groupsnapshot.storage.k8s.io';

/** A volume group, of a namespace. */
interface VolumeGroup {
  /** The driver of all its claims; empty where no snapshot of them all can be taken. */
  readonly driver: string;
  /** What became of its snapshot; undefined before one is asked for. */
  outcome: 'found' | 'refused' | undefined;
}

/** The claims that Velero takes snapshots of together, by a label. */
export class VolumeGroups {
  readonly #state: VolumeState;
  readonly #classes: SnapshotClasses;
  readonly #groups = new Map<readonly Related[], VolumeGroup>();

  constructor(state: VolumeState, classes: SnapshotClasses) {
    this.#state = state;
    this.#classes = classes;
  }

  /** The group of a bound claim; undefined for a claim of none, and for releases that know none. */
  of(claim: InventoryObject): VolumeGroup | undefined {
    const { cluster, request } = this.#state;
    const place = cluster.find(claim.resource, claim.namespace ?? '', claim.name) ?? -1;
    const members = relationsFor(request).groupOf(place);
    if (members.length === 0) return undefined;
    const group = this.#groups.get(members) ?? {
      driver: this.#driverOf(labelOf(claim, request.volumeGroupLabel) ?? '', members),
      outcome: undefined,
    };
    this.#groups.set(members, group);
    return group;
  }

  /**
   * Velero's getVolumeSnapshotReference: the first claim for which a class is chosen decides about the others.
   *
   * @returns undefined where a snapshot of the group is taken; else an error for the claim that asks for it
   */
  faultFor(claim: InventoryObject, group: VolumeGroup): VolumeRule | undefined {
    if (group.driver === '') return 'volume-group-unfit';
    const chosen = group.outcome ?? this.#classes.ofGroup(claim, group.driver);
    if (chosen === 'unknown') return 'csi-unknown';
    // Nothing was made, so the next claim is asked anew.
    if (chosen === 'none') return 'snapshot-class-missing';
    group.outcome = chosen;
    return chosen === 'found' ? undefined : 'volume-group-unfit';
  }

  /**
   * The snapshot controller takes a snapshot of every claim with the label, in the Backup or not, or of none. Velero
   * waits for exactly as many as there are claims that it asks snapshots of, from 1.18 on. The VolumeGroupSnapshot is
   * named after the value of the label, and Velero knows its snapshots by the version of the API that the controller
   * writes: the one that the API server prefers.
   */
  #driverOf(value: string, members: readonly Related[]): string {
    const { cluster, request } = this.#state;
    const needed = request.semantics.volumeGroupsV1beta2 ? 'v1beta2' : 'v1beta1';
    const { version } = cluster.discovery.byId(GROUP_SNAPSHOTS) ?? { version: needed };
    if (version !== needed || !isDnsSubdomain(`velero-${value}-x`)) return '';
    const drivers = new Set(
      members.map(({ namespace, name }) => this.#driverOfMember(namespace, name)),
    );
    const [driver = ''] = drivers;
    return drivers.size === 1 ? driver : '';
  }

  /** Empty for a claim that is not bound, whose volume has no driver, or that is left out. */
  #driverOfMember(namespace: string, name: string): string {
    const state = this.#state;
    const claim = state.claim(namespace, name);
    if (claim === undefined) return '';
    const bound = state.volumeOf(claim);
    const isAsked =
      !state.request.semantics.filtersVolumeGroups ||
      claimSnapshot(claim, state.withOwnPolicies()).yes;
    return isAsked && 'value' in bound ? driverOf(bound.value) : '';
  }
}
