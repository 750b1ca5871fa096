import type { Outcomes } from '../collect/outcome.js';
import type { Request } from '../collect/request.js';
import { reason } from '../collect/verdict.js';
import { VOLUME_RULES } from '../generated/rules.js';
import { dataMoverWaitsBackup, volumeErrorDropped } from '../generated/templates.js';
import type { InventoryObject } from '../inventory/inventory.js';
import { type Related, relationsFor } from '../relations/related.js';
import { byteOrder } from '../resources/name-list.js';
import { ClaimTracker } from './claim-tracker.js';
import { CsiPlugin } from './csi-plugin.js';
import { fileSystemBackup, mayCopyFiles, volumeSnapshot } from './decide.js';
import { copyOf, whyNone } from './file-copies.js';
import { type Fate, skippedByPolicy } from './snapshots.js';
import { driverOf, fieldsIn, textIn } from './volume-facts.js';
import { type PodVolume, VolumeState, volumesOf } from './volume-state.js';

const PODS = 'pods';
const CLAIMS = 'persistentvolumeclaims';
const VOLUMES = 'persistentvolumes';

/**
 * Takes out of the outcomes what Velero drops because it cannot handle the data of a volume: the object itself, and
 * the first one that asks for it. Velero's own list of resources still names them.
 *
 * @returns what the volumes' fates are read from
 */
export function loseObjects(request: Request, outcomes: Outcomes): Handled {
  const state = new VolumeState(request);
  const handled = { state, tracker: new ClaimTracker(), plugin: new CsiPlugin(state) };
  const isAsked = state.policies !== undefined || mayCopyFiles(state);
  if (!isAsked && request.volumes.takesCsiSnapshots !== true) return handled;
  const processing = new Processing(handled, outcomes);
  for (const root of inOrder(request, outcomes)) processing.block(root);
  return handled;
}

/** How the data of volumes was handled, object by object in Velero's order. */
export interface Handled {
  readonly state: VolumeState;
  /** With its answers so far. */
  readonly plugin: CsiPlugin;
  /** With which pod the files of a claim are copied that several pods mount. */
  readonly tracker: ClaimTracker;
}

/** Pods come first, then claims, then volumes; of each type in the order in which the API server lists them. */
function inOrder({ cluster }: Request, outcomes: Outcomes): readonly number[] {
  return [PODS, CLAIMS, VOLUMES].flatMap((type) =>
    cluster
      .ofType(type)
      .filter((index) => {
        const outcome = outcomes.get(index);
        return outcome?.included === true && outcome.pull === undefined;
      })
      .toSorted((a, b) => byteOrder(cluster.keys[a] ?? '', cluster.keys[b] ?? '')),
  );
}

function placesOf(related: readonly Related[]): Iterator<number> {
  return related.flatMap(({ place }) => place ?? []).values();
}

/** The volumes of a pod whose files are to be copied with it, and an error about another one. */
interface Asked {
  readonly volumes: readonly PodVolume[];
  readonly error: string | undefined;
}

const NOTHING: Asked = { volumes: [], error: undefined };

/** Velero's backupItem: an object that was processed once counts as saved, whatever became of it. */
class Processing {
  readonly #state: VolumeState;
  readonly #outcomes: Outcomes;
  readonly #relations: ReturnType<typeof relationsFor>;
  readonly #tracker: ClaimTracker;
  readonly #plugin: CsiPlugin;
  readonly #processed = new Set<number>();
  readonly #blocked = new Set<number>();
  readonly #groups = new Map<readonly Related[], Iterator<number>>();

  constructor({ state, tracker, plugin }: Handled, outcomes: Outcomes) {
    this.#state = state;
    this.#outcomes = outcomes;
    this.#tracker = tracker;
    this.#plugin = plugin;
    this.#relations = relationsFor(state.request);
  }

  /** An object and, in their order, the objects that belong to it. */
  block(root: number): void {
    const open: Iterator<number>[] = [[root].values()];
    for (let belonging = open.at(-1); belonging !== undefined; belonging = open.at(-1)) {
      const { done, value: index } = belonging.next();
      if (done === true) open.pop();
      else if (!this.#blocked.has(index) && this.#joins(index)) {
        this.#blocked.add(index);
        open.push(this.#membersOfGroup(index), placesOf(this.#relations.of(index)));
        this.#process(index);
      }
    }
  }

  /** What was dropped with the object that asked for it is in the block all the same, and so is what belongs to it. */
  #joins(index: number): boolean {
    return this.#processed.has(index) || this.#outcomes.isIncluded(index);
  }

  /** One for all claims of a group: who is in the block already need not be looked at again. */
  #membersOfGroup(index: number): Iterator<number> {
    const group = this.#relations.groupOf(index);
    const known = this.#groups.get(group) ?? placesOf(group);
    this.#groups.set(group, known);
    return known;
  }

  /** False for an object that is dropped now. */
  #process(index: number): boolean {
    if (this.#processed.has(index) || !this.#outcomes.isIncluded(index)) return true;
    this.#processed.add(index);
    const object = this.#state.cluster.object(index);
    const asked = object.resource === PODS ? this.#ask(object, index) : NOTHING;
    const lostWith = this.#askedFor(object).find((related) => !this.#process(related));
    const error = lostWith === undefined ? this.#errorOf(object, index, asked) : undefined;
    if (lostWith === undefined && error === undefined) {
      this.#noteWaiting(object, index);
      return true;
    }
    this.#drop(index, lostWith, error);
    return false;
  }

  /** What Velero's actions save along with an object; an error there is one of the object too. */
  #askedFor(object: InventoryObject): readonly number[] {
    const { cluster } = this.#state;
    const namespace = object.namespace ?? '';
    const places =
      object.resource === PODS
        ? volumesOf(object).map(({ claim }) => cluster.find(CLAIMS, namespace, claim))
        : [boundVolume(object)].map((name) => cluster.find(VOLUMES, '', name));
    return places.filter((place) => place !== undefined);
  }

  #errorOf(object: InventoryObject, index: number, asked: Asked): string | undefined {
    switch (object.resource) {
      case PODS:
        return this.#errorOfCopies(object, index, asked.volumes) ?? asked.error;
      case CLAIMS:
        return this.#errorOfClaim(object);
      case VOLUMES:
        return this.#errorOfVolume(object);
      default:
        return undefined;
    }
  }

  /** Asks for the files of a pod's volumes, before its claims are looked at. */
  #ask(pod: InventoryObject, index: number): Asked {
    const answers = volumesOf(pod).map((volume) => {
      const { yes, error } = fileSystemBackup(pod, volume, this.#state);
      if (volume.claim === '') return { volume, yes, error };
      const claim = `${pod.namespace ?? ''}/${volume.claim}`;
      this.#tracker.note(claim, yes);
      return { volume, yes: yes && !this.#tracker.isTaken(claim, index, volume.name), error };
    });
    return {
      volumes: answers.filter(({ yes }) => yes).map(({ volume }) => volume),
      error: answers.find(({ error }) => error !== null)?.error ?? undefined,
    };
  }

  /** Copies what can be copied; Velero drops the pod for what can not, and its copies are lost. */
  #errorOfCopies(
    pod: InventoryObject,
    index: number,
    asked: readonly PodVolume[],
  ): string | undefined {
    if (asked.length === 0) return undefined;
    const none = whyNone(pod, this.#state);
    if (none !== undefined) return none.method === 'error' ? this.#words(none, pod) : undefined;
    const namespace = pod.namespace ?? '';
    for (const volume of asked) {
      const { method } = copyOf(pod, volume, this.#state);
      if (method === 'fs-backup') this.#tracker.take(`${namespace}/${volume.claim}`, index);
    }
    const missing = volumesOf(pod).find(
      ({ claim }) => claim !== '' && this.#state.claim(namespace, claim) === undefined,
    );
    if (missing !== undefined) return `the claim ${missing.claim} does not exist`;
    return asked
      .map(({ claim }) => this.#state.volumeGone(namespace, claim))
      .find((error) => error !== undefined);
  }

  #words({ rule }: Fate, pod: InventoryObject): string {
    return rule === 'no-node-agent'
      ? `no node agent runs on node ${pod.spec?.nodeName}`
      : VOLUME_RULES[rule];
  }

  #errorOfClaim(claim: InventoryObject): string | undefined {
    const isAsked = this.#state.request.volumes.takesCsiSnapshots === true;
    const found = isAsked ? this.#plugin.snapshot(claim) : skippedByPolicy(claim, this.#state);
    return found?.method === 'error' ? VOLUME_RULES[found.rule] : undefined;
  }

  /** An upload that no node agent takes up is an error in the end, and keeps no object out. */
  #noteWaiting(object: InventoryObject, index: number): void {
    const isAsked = this.#state.request.volumes.takesCsiSnapshots === true;
    if (object.resource !== CLAIMS || !isAsked) return;
    if (this.#plugin.snapshot(object).rule !== 'data-mover-waits') return;
    const key = this.#state.cluster.keys[index] ?? '';
    this.#outcomes.note(dataMoverWaitsBackup, { key }, { partlyFails: true });
  }

  /** Policies are asked once more, with the claim that the volume is bound to; not of what is left to the CSI plugin. */
  #errorOfVolume(volume: InventoryObject): string | undefined {
    const { policies, request } = this.#state;
    if (policies === undefined) return undefined;
    if (driverOf(volume) !== '' && request.volumes.takesCsiSnapshots === true) return undefined;
    const claimRef = fieldsIn(fieldsIn(volume.spec)['claimRef']);
    const [namespace, name] = [textIn(claimRef['namespace']), textIn(claimRef['name'])];
    if (name === '' || this.#state.claim(namespace, name) !== undefined) return undefined;
    return volumeSnapshot(volume, this.#state).yes
      ? `its claim ${namespace}/${name} does not exist`
      : undefined;
  }

  #drop(index: number, lostWith: number | undefined, error: string | undefined): void {
    const { keys } = this.#state.cluster;
    const rule = lostWith === undefined ? 'volume-error' : 'related-volume-error';
    this.#outcomes.set(index, { included: false, why: reason(rule) });
    if (lostWith !== undefined) return;
    const values = { key: keys[index] ?? '', reason: error ?? '' };
    this.#outcomes.note(volumeErrorDropped, values, { partlyFails: true });
  }
}

/** Empty for anything but a bound claim. */
function boundVolume({ resource, spec, status }: InventoryObject): string {
  return resource === CLAIMS && status?.phase === 'Bound' ? (spec?.volumeName ?? '') : '';
}
