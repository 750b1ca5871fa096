import type { Outcome, Outcomes } from '../collect/outcome.js';
import type { VolumeRule } from '../generated/rules.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { keyOf } from '../inventory/inventory.js';
import { byteOrder } from '../resources/name-list.js';
import type { ClaimTracker } from './claim-tracker.js';
import type { CsiPlugin } from './csi-plugin.js';
import { fileSystemBackup } from './decide.js';
import { fileCopy, type LostRule } from './file-copies.js';
import type { Handled } from './lost-objects.js';
import { type Fate, fate, nativeSnapshot, skippedByPolicy } from './snapshots.js';
import { type PodVolume, type VolumeState, volumesOf } from './volume-state.js';

/** What becomes of the data of a volume: of a pod's, of a claim that no pod mounts, or of one without a claim. */
export interface VolumeFate extends Fate {
  /** `app/web`; null for a volume that no pod mounts. */
  readonly pod: string | null;
  /** The name of the volume in the pod. */
  readonly volume: string | null;
  /** `app/data` */
  readonly claim: string | null;
  readonly persistentVolume: string | null;
  /** The kind of a pod's volume without a claim, such as `emptyDir`; null for others. */
  readonly source: string | null;
}

/** The fate of each volume, by what was collected before Velero dropped anything for its volumes. */
export function fatesOf(handled: Handled, outcomes: Outcomes): readonly VolumeFate[] {
  return new Fates(handled, outcomes).all();
}

/** Rules that say more than that nothing was asked for. */
const UNTOLD: readonly VolumeRule[] = ['not-in-backup', 'left-to-csi'];

class Fates {
  readonly #state: VolumeState;
  readonly #outcomes: Outcomes;
  readonly #tracker: ClaimTracker;
  readonly #plugin: CsiPlugin;
  readonly #mounted = new Set<string>();
  readonly #ofClaims = new Map<string, Fate>();

  constructor({ state, tracker, plugin }: Handled, outcomes: Outcomes) {
    this.#state = state;
    this.#outcomes = outcomes;
    this.#tracker = tracker;
    this.#plugin = plugin;
  }

  all(): readonly VolumeFate[] {
    const pods = this.#state.pods
      .map((pod) => ({ pod, key: keyOf(pod) }))
      .toSorted((one, other) => byteOrder(one.key, other.key));
    const ofPods = pods.flatMap(({ pod }) =>
      volumesOf(pod).map((volume) => this.#ofPodVolume(pod, volume)),
    );
    const claims = this.#state.claims.filter((claim) => !this.#mounted.has(placeOf(claim)));
    const ofClaims = claims.map((claim) => this.#row(null, null, claim, this.#ofClaim(claim)));
    const bound = new Set(this.#state.claims.map(({ spec }) => spec?.volumeName ?? ''));
    const free = this.#state.volumes.filter(({ name }) => !bound.has(name));
    return [...ofPods, ...ofClaims, ...free.map((volume) => this.#ofFree(volume))];
  }

  #ofPodVolume(pod: InventoryObject, volume: PodVolume): VolumeFate {
    const claim =
      volume.claim === '' ? undefined : this.#state.claim(pod.namespace ?? '', volume.claim);
    const place = volume.claim === '' ? null : `${pod.namespace ?? ''}/${volume.claim}`;
    if (place !== null) this.#mounted.add(place);
    const isSaved = this.#isCollected(pod);
    const copied = isSaved ? this.#copied(pod, volume) : undefined;
    const snapshot = claim === undefined ? undefined : this.#ofClaim(claim);
    const found = better(copied, snapshot) ?? fate('none', this.#ruleWithout(pod, volume, isSaved));
    return { ...this.#row(pod, volume, claim, found), claim: place };
  }

  /** The rule for a volume of a pod that neither is copied nor has a claim. */
  #ruleWithout(pod: InventoryObject, volume: PodVolume, isSaved: boolean): VolumeRule {
    if (!isSaved) return volume.claim === '' ? 'pod-not-in-backup' : 'claim-missing';
    return fileSystemBackup(pod, volume, this.#state).rule;
  }

  #copied(pod: InventoryObject, volume: PodVolume): Fate | undefined {
    const place = this.#placeIn(pod);
    const taker = place === undefined ? undefined : this.#tracker.takerOf(place, volume.name);
    const isTakerKept = taker === undefined ? undefined : this.#outcomes.isIncluded(taker);
    return fileCopy(pod, volume, { lost: this.#whyLost(pod), isTakerKept }, this.#state);
  }

  #ofClaim(claim: InventoryObject): Fate {
    const place = placeOf(claim);
    const known = this.#ofClaims.get(place) ?? this.#judgeClaim(claim);
    this.#ofClaims.set(place, known);
    return known;
  }

  #judgeClaim(claim: InventoryObject): Fate {
    // Of a claim that is lost as well: its volume is in the backup by itself.
    const volume = this.#state.volume(claim.spec?.volumeName ?? '');
    const native =
      volume !== undefined && this.#isCollected(volume)
        ? nativeSnapshot(volume, this.#state)
        : undefined;
    const csi = this.#isCollected(claim) ? this.#ofPlugin(claim) : undefined;
    const found = better(native, csi);
    if (found !== undefined) return found;
    if (!this.#isCollected(claim)) return fate('none', 'not-in-backup');
    const isBound = 'value' in this.#state.volumeOf(claim);
    return fate('none', isBound ? 'volume-not-in-backup' : 'claim-without-volume');
  }

  /** What the CSI plugin makes of a claim; undefined where it is not asked. */
  #ofPlugin(claim: InventoryObject): Fate | undefined {
    const { takesCsiSnapshots } = this.#state.request.volumes;
    if (takesCsiSnapshots === true) return this.#plugin.snapshot(claim);
    const skipped = skippedByPolicy(claim, this.#state);
    if (skipped?.method === 'error' || takesCsiSnapshots === false) return skipped;
    const found = this.#plugin.snapshot(claim);
    return found.method === 'none' ? found : fate('unknown', 'csi-unknown');
  }

  #ofFree(volume: InventoryObject): VolumeFate {
    const found = this.#isCollected(volume)
      ? nativeSnapshot(volume, this.#state)
      : fate('none', 'not-in-backup');
    return { ...this.#row(null, null, undefined, found), persistentVolume: volume.name };
  }

  #row(
    pod: InventoryObject | null,
    volume: PodVolume | null,
    claim: InventoryObject | undefined,
    { method, rule }: Fate,
  ): VolumeFate {
    const name = claim?.spec?.volumeName ?? '';
    return {
      pod: pod === null ? null : placeOf(pod),
      volume: volume?.name ?? null,
      claim: claim === undefined ? null : placeOf(claim),
      persistentVolume: name === '' ? null : name,
      source: volume === null || volume.claim !== '' ? null : sourceIn(volume),
      method,
      rule,
    };
  }

  #isCollected(object: InventoryObject): boolean {
    return this.#outcomeOf(object)?.included === true || this.#whyLost(object) !== undefined;
  }

  /** Why Velero dropped an object for its volumes, after they were looked at. */
  #whyLost(object: InventoryObject): LostRule | undefined {
    const rule = this.#outcomeOf(object)?.why.rule;
    return LOST.find((one) => one === rule);
  }

  #placeIn({ resource, namespace, name }: InventoryObject): number | undefined {
    return this.#state.cluster.find(resource, namespace ?? '', name);
  }

  #outcomeOf(object: InventoryObject): Outcome | undefined {
    const place = this.#placeIn(object);
    return place === undefined ? undefined : this.#outcomes.get(place);
  }
}

const LOST: readonly LostRule[] = ['volume-error', 'related-volume-error'];

/** What saves the data, else an error, else what is open, else what says most. */
function better(one: Fate | undefined, other: Fate | undefined): Fate | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const found = [one, other].find(({ method }) => isSaved(method));
  const error = [one, other].find(({ method }) => method === 'error');
  const open = [one, other].find(({ method }) => method === 'unknown');
  if (found !== undefined || error !== undefined) return error ?? found;
  return open ?? (UNTOLD.includes(one.rule) ? other : one);
}

function isSaved(method: Fate['method']): boolean {
  return !['none', 'error', 'unknown'].includes(method);
}

function placeOf({ namespace, name }: InventoryObject): string {
  return `${namespace ?? ''}/${name}`;
}

function sourceIn({ fields }: PodVolume): string | null {
  return Object.keys(fields).find((field) => field !== 'name') ?? null;
}
