import { type InventoryObject, labelOf } from '../inventory/inventory.js';
import { textIn } from './volume-facts.js';
import type { VolumeState } from './volume-state.js';

const CLASSES = 'volumesnapshotclasses.snapshot.storage.k8s.io';
const CHOSEN = 'velero.io/csi-volumesnapshot-class';
const DEFAULT = 'snapshot.storage.kubernetes.io/is-default-class';
const GROUP_CLASSES = 'volumegroupsnapshotclasses.groupsnapshot.storage.k8s.io';
const GROUP_CHOSEN = 'velero.io/csi-volumegroupsnapshot-class';
const GROUP_CHOSEN_BY_CLAIM = 'velero.io/csi-volume-group-snapshot-class';

/** `none`: no class is chosen, an error. `unknown`: the inventory does not tell the drivers. */
type ChosenClass = 'found' | 'none' | 'unknown';

/** The classes of a cluster, looked through once: there may be as many as claims. */
export class SnapshotClasses {
  readonly #state: VolumeState;
  /** A class by its name and its driver. */
  readonly #named: ReadonlySet<string>;
  /** The drivers of which a class is chosen where none is named. */
  readonly #chosen: ReadonlySet<string>;
  readonly #namedGroups: ReadonlySet<string>;
  readonly #chosenGroups: ReadonlySet<string>;
  readonly #isTold: boolean;

  constructor(state: VolumeState) {
    this.#state = state;
    const classes = state.all(CLASSES);
    const groups = state.all(GROUP_CLASSES);
    const { defaultSnapshotClass } = state.request.semantics;
    const isMarked = (one: InventoryObject): boolean =>
      labelOf(one, CHOSEN) !== undefined ||
      (defaultSnapshotClass && DEFAULT in (one.annotations ?? {}));
    const isGroupMarked = (one: InventoryObject) => labelOf(one, GROUP_CHOSEN) === 'true';
    this.#isTold = [...classes, ...groups].every(({ driver }) => driver !== undefined);
    this.#named = new Set(classes.map(({ name, driver }) => keyOf(name, driver)));
    this.#chosen = new Set([...single(classes), ...classes.filter(isMarked).map(driverOfClass)]);
    this.#namedGroups = new Set(groups.map(({ name, driver }) => `${name} ${driver}`));
    this.#chosenGroups = single(groups.filter(isGroupMarked));
  }

  /**
   * Velero's GetVolumeSnapshotClass.
   *
   * @param provisioner the driver of the StorageClass, which counts and not that of the volume
   */
  of(claim: InventoryObject, provisioner: string | null | undefined): ChosenClass {
    if (!this.#isTold || typeof provisioner !== 'string') return 'unknown';
    const { annotations } = this.#state.request;
    const names = [
      claim.annotations?.[CHOSEN],
      annotations[`${CHOSEN}_${provisioner.toLowerCase()}`],
    ];
    const isNamed = names.some((name) => this.#named.has(keyOf(textIn(name), provisioner)));
    return isNamed || this.#chosen.has(provisioner) ? 'found' : 'none';
  }

  /**
   * Velero's determineVGSClass. A class that is named is taken as it is; where it is not there, or is of another
   * driver, the snapshot controller refuses it.
   */
  ofGroup(claim: InventoryObject, driver: string): ChosenClass | 'refused' {
    if (!this.#isTold) return 'unknown';
    const named =
      textIn(claim.annotations?.[GROUP_CHOSEN_BY_CLAIM]) ||
      textIn(this.#state.request.annotations[`${GROUP_CHOSEN}_${driver}`]);
    if (named !== '') return this.#namedGroups.has(`${named} ${driver}`) ? 'found' : 'refused';
    return this.#chosenGroups.has(driver) ? 'found' : 'none';
  }
}

/** Velero compares both without regard to case. */
function keyOf(name: string, driver: string | null | undefined): string {
  return `${name} ${driver}`.toLowerCase();
}

function driverOfClass({ driver }: InventoryObject): string {
  return driver ?? '';
}

/** The drivers that have exactly one of the classes. */
function single(classes: readonly InventoryObject[]): ReadonlySet<string> {
  const drivers = classes.map(driverOfClass);
  const seen = new Set<string>();
  const twice = new Set(drivers.filter((driver) => seen.size === seen.add(driver).size));
  return new Set(drivers.filter((driver) => !twice.has(driver)));
}
