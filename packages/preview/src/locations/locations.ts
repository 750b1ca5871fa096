import type { VeleroRules } from '@k8s-backup-target/lint';
import { issueOf } from '@k8s-backup-target/schema/internal';
import {
  backupLocationMissing,
  backupLocationNone,
  backupLocationReadonly,
  backupLocationUnavailable,
} from '../generated/templates.js';
import type { InventoryObject, VeleroState } from '../inventory/inventory.js';
import type { ValidationIssue } from '../validation-issue.js';
import { snapshotLocationFaults } from './snapshot-locations.js';

/** The locations that a Backup names. */
export interface LocationFields {
  /** Empty where none is named. */
  readonly storage: string;
  readonly snapshots: readonly string[];
}

/** Velero's own locations in a cluster. */
export interface Locations {
  readonly storage: readonly InventoryObject[];
  readonly snapshots: readonly InventoryObject[];
  readonly velero: VeleroState | undefined;
}

const PATH = '/storageLocation';

/** Velero's own default of `--default-backup-storage-location`. */
const DEFAULT_LOCATION = 'default';

/**
 * What Velero refuses of the places to which a Backup is written. An inventory without a BackupStorageLocation does
 * not hold Velero's own objects, so nothing is known then.
 */
export function validateLocations(
  { storage: wanted, snapshots }: LocationFields,
  { storage, snapshots: known, velero }: Locations,
  rules: VeleroRules,
): readonly ValidationIssue[] {
  if (storage.length === 0) return [];
  const locations = known.map(({ name, spec }) => ({ name, provider: spec?.provider ?? '' }));
  const defaults = velero?.server?.defaultVolumeSnapshotLocations;
  return [
    ...storageFaults(wanted, storage, { velero, rules }),
    ...snapshotLocationFaults(snapshots, { locations, defaults }),
  ];
}

/** The location that a valid Backup is written to; undefined where the inventory does not tell. */
export function chosenLocation(
  { storage: wanted }: LocationFields,
  { storage: locations, velero }: Locations,
): string | undefined {
  if (wanted !== '') return wanted;
  const [marked, ...more] = locations.filter(({ spec }) => spec?.['default'] === true);
  // Velero takes any of several that are marked.
  if (more.length > 0) return undefined;
  const name = marked?.name ?? velero?.server?.defaultBackupStorageLocation ?? DEFAULT_LOCATION;
  return locations.some((one) => one.name === name) ? name : undefined;
}

interface Judged {
  readonly velero: VeleroState | undefined;
  readonly rules: VeleroRules;
}

function storageFaults(
  wanted: string,
  locations: readonly InventoryObject[],
  { velero, rules }: Judged,
): readonly ValidationIssue[] {
  const named = (name: string) => locations.find((one) => one.name === name);
  if (wanted !== '') {
    const location = named(wanted);
    if (location === undefined) return [issueOf(backupLocationMissing, PATH, { name: wanted })];
    return locationFaults(location, rules);
  }
  const marked = locations.filter(({ spec }) => spec?.['default'] === true);
  // Velero takes any of several that are marked: it is refused for certain only where it would be with each.
  const faults = marked.map((location) => locationFaults(location, rules));
  if (faults.length > 0) return faults.every((one) => one.length > 0) ? (faults[0] ?? []) : [];
  const name = velero?.server?.defaultBackupStorageLocation ?? DEFAULT_LOCATION;
  const location = named(name);
  if (location === undefined) return [issueOf(backupLocationNone, PATH, { name })];
  return locationFaults(location, rules);
}

function locationFaults(
  { name, spec, status }: InventoryObject,
  { needsAvailableLocation }: VeleroRules,
): readonly ValidationIssue[] {
  const phase = status?.phase ?? '';
  return [
    ...(spec?.['accessMode'] === 'ReadOnly'
      ? [issueOf(backupLocationReadonly, PATH, { name })]
      : []),
    ...(needsAvailableLocation && phase !== 'Available'
      ? [issueOf(backupLocationUnavailable, PATH, { name, phase: phase || 'not checked yet' })]
      : []),
  ];
}
