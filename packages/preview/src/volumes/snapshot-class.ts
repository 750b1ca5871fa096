import type { InventoryObject } from '../inventory/inventory.js';
import { labelOf } from '../inventory/inventory.js';
import { textIn } from './volume-facts.js';
import type { VolumeState } from './volume-state.js';

const CLASSES = 'volumesnapshotclasses.snapshot.storage.k8s.io';
const CHOSEN = 'velero.io/csi-volumesnapshot-class';
const DEFAULT = 'snapshot.storage.kubernetes.io/is-default-class';
const GROUP_CLASSES = 'volumegroupsnapshotclasses.groupsnapshot.storage.k8s.io';
const GROUP_CHOSEN = 'velero.io/csi-volumegroupsnapshot-class';
const GROUP_CHOSEN_BY_CLAIM = 'velero.io/csi-volume-group-snapshot-class';

/** `none`: no class is chosen, an error. `unknown`: the inventory does not tell the drivers. */
export type ChosenClass = 'found' | 'none' | 'unknown';

/**
 * Velero's GetVolumeSnapshotClass.
 *
 * @param provisioner the driver of the StorageClass, which counts and not that of the volume
 */
export function snapshotClassFor(
  claim: InventoryObject,
  provisioner: string | null | undefined,
  state: VolumeState,
): ChosenClass {
  const { semantics, annotations } = state.request;
  const classes = classesOf(CLASSES, state);
  if (classes === undefined || typeof provisioner !== 'string') return 'unknown';
  const isNamed = (named: string | undefined) =>
    named !== undefined &&
    classes.some(({ name, driver }) => isSame(name, named) && isSame(driver, provisioner));
  const fitting = classes.filter(({ driver }) => driver === provisioner);
  const isFound =
    isNamed(annotationsOf(claim)[CHOSEN]) ||
    isNamed(annotations[`${CHOSEN}_${provisioner.toLowerCase()}`]) ||
    fitting.some((one) => labelOf(one, CHOSEN) !== undefined) ||
    (semantics.defaultSnapshotClass && fitting.some((one) => DEFAULT in annotationsOf(one))) ||
    fitting.length === 1;
  return isFound ? 'found' : 'none';
}

/**
 * Velero's determineVGSClass. A class that is named is taken as it is; where it is not there, or is of another driver,
 * the snapshot controller refuses it.
 */
export function groupClassFor(
  claim: InventoryObject,
  driver: string,
  state: VolumeState,
): ChosenClass | 'refused' {
  const classes = classesOf(GROUP_CLASSES, state);
  if (classes === undefined) return 'unknown';
  const fitting = classes.filter((one) => one.driver === driver);
  const named =
    textIn(annotationsOf(claim)[GROUP_CHOSEN_BY_CLAIM]) ||
    textIn(state.request.annotations[`${GROUP_CHOSEN}_${driver}`]);
  if (named !== '') return fitting.some(({ name }) => name === named) ? 'found' : 'refused';
  const labelled = fitting.filter((one) => labelOf(one, GROUP_CHOSEN) === 'true');
  return labelled.length === 1 ? 'found' : 'none';
}

/** Undefined for an inventory that does not tell the drivers. */
function classesOf(type: string, state: VolumeState): readonly InventoryObject[] | undefined {
  const classes = state.all(type);
  return classes.every(({ driver }) => driver !== undefined) ? classes : undefined;
}

function annotationsOf({ annotations }: InventoryObject) {
  return annotations ?? {};
}

/** As Velero compares names that annotations hold. */
function isSame(one: string | null | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
