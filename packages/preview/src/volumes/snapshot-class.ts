import type { InventoryObject } from '../inventory/inventory.js';
import { labelOf } from '../inventory/inventory.js';
import { fieldsIn, textIn } from './volume-facts.js';
import type { VolumeState } from './volume-state.js';

const CLASSES = 'volumesnapshotclasses.snapshot.storage.k8s.io';
const CHOSEN = 'velero.io/csi-volumesnapshot-class';
const DEFAULT = 'snapshot.storage.kubernetes.io/is-default-class';
const GROUP_CLASSES = 'volumegroupsnapshotclasses.groupsnapshot.storage.k8s.io';
const GROUP_CHOSEN = 'velero.io/csi-volumegroupsnapshot-class';

/**
 * Velero's GetVolumeSnapshotClass. The driver is that of the StorageClass, not that of the volume.
 *
 * @returns `unknown` for an inventory that does not tell the drivers.
 */
export function snapshotClassFor(
  claim: InventoryObject,
  { provisioner }: InventoryObject,
  state: VolumeState,
): 'found' | 'missing' | 'unknown' {
  const { semantics, volumeGroupLabel } = state.request;
  const isGrouped = semantics.groupsClaims && (labelOf(claim, volumeGroupLabel) ?? '') !== '';
  const classes = state.all(isGrouped ? GROUP_CLASSES : CLASSES);
  const isTold =
    typeof provisioner === 'string' && classes.every(({ driver }) => driver !== undefined);
  if (!isTold) return 'unknown';
  const fitting = classes.filter(({ driver }) => driver === provisioner);
  return (isGrouped ? isGroupClassFound : isClassFound)(claim, fitting, state)
    ? 'found'
    : 'missing';
}

function isClassFound(
  claim: InventoryObject,
  fitting: readonly InventoryObject[],
  { request }: VolumeState,
): boolean {
  const named = annotationOf(claim, CHOSEN).toLowerCase();
  return (
    fitting.some(({ name }) => name.toLowerCase() === named) ||
    fitting.some((one) => labelOf(one, CHOSEN) !== undefined) ||
    (request.semantics.defaultSnapshotClass &&
      fitting.some((one) => DEFAULT in fieldsIn(one.annotations))) ||
    fitting.length === 1
  );
}

/** Velero wants exactly one class with the label, unless the claim names one. */
function isGroupClassFound(claim: InventoryObject, fitting: readonly InventoryObject[]): boolean {
  const named = annotationOf(claim, 'velero.io/csi-volume-group-snapshot-class').toLowerCase();
  return (
    fitting.some(({ name }) => name.toLowerCase() === named) ||
    fitting.filter((one) => labelOf(one, GROUP_CHOSEN) === 'true').length === 1
  );
}

function annotationOf({ annotations }: InventoryObject, key: string): string {
  return textIn(fieldsIn(annotations)[key]);
}
