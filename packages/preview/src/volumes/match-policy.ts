import type { VolumeAction, VolumeConditions, VolumePolicy } from '../policies/policies.js';
import { parseQuantity } from '../policies/quantity.js';
import type { CsiFacts, VolumeFacts } from './volume-facts.js';

/** The action of the first policy of which all conditions hold; undefined where none matches. */
export function actionFor(
  policies: readonly VolumePolicy[],
  facts: VolumeFacts,
): VolumeAction | undefined {
  return policies.find(({ conditions }) => matches(conditions, facts))?.action;
}

function matches(conditions: VolumeConditions, facts: VolumeFacts): boolean {
  const { storageClass, nfs, csi, volumeTypes } = conditions;
  return (
    isInRange(conditions.capacity, facts.capacity) &&
    (storageClass.length === 0 || isNamed(storageClass, facts.storageClass)) &&
    (nfs === undefined || matchesNfs(nfs, facts.nfs)) &&
    (csi === undefined || matchesCsi(csi, facts.csi)) &&
    (volumeTypes.length === 0 || volumeTypes.includes(facts.type)) &&
    matchesClaim(conditions, facts)
  );
}

function isNamed(names: readonly string[], name: string): boolean {
  return name !== '' && names.includes(name);
}

function isInRange({ lower, upper }: VolumeConditions['capacity'], capacity: string): boolean {
  // Most entries say nothing of it.
  if (lower === 0n && upper === 0n) return true;
  const size = parseQuantity(capacity) ?? 0n;
  if (lower === 0n && upper >= size) return true;
  if (upper === 0n && lower <= size) return true;
  return lower !== 0n && upper !== 0n && lower <= size && size <= upper;
}

function matchesNfs(
  { server, path }: NonNullable<VolumeConditions['nfs']>,
  nfs: VolumeFacts['nfs'],
): boolean {
  if (nfs === undefined) return false;
  return (path === '' || path === nfs.path) && (server === '' || server === nfs.server);
}

/** A value that is wanted to be empty also matches a missing one, of a volume that has attributes at all. */
function matchesCsi(
  { driver, volumeAttributes = {} }: NonNullable<VolumeConditions['csi']>,
  csi: CsiFacts | undefined,
): boolean {
  if (csi === undefined) return false;
  if (driver === '') return true;
  if (driver !== csi.driver) return false;
  const wanted = Object.entries(volumeAttributes);
  if (wanted.length === 0) return true;
  if (Object.keys(csi.volumeAttributes).length === 0) return false;
  return wanted.every(([key, value]) => value === (ownText(csi.volumeAttributes, key) ?? ''));
}

function ownText(texts: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined;
}

function matchesClaim(conditions: VolumeConditions, { claim }: VolumeFacts): boolean {
  const { pvcLabels, pvcPhase, pvcVolumeMode, pvcAccessModes } = conditions;
  return (
    Object.entries(pvcLabels).every(([key, value]) => ownText(claim.labels, key) === value) &&
    (pvcPhase.length === 0 || (claim.phase !== '' && pvcPhase.includes(claim.phase))) &&
    (pvcVolumeMode === '' || pvcVolumeMode === claim.volumeMode) &&
    (pvcAccessModes.length === 0 || isSameSet(pvcAccessModes, claim.accessModes))
  );
}

/** Also of the same length: `[a, a]` is not `[a]`. */
function isSameSet(wanted: readonly string[], given: readonly string[]): boolean {
  const known = new Set(wanted);
  return (
    wanted.length === given.length &&
    known.size === new Set(given).size &&
    given.every((one) => known.has(one))
  );
}
