import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { Cluster } from './collect/cluster.js';
import { checkInventory } from './inventory/check-inventory.js';
import type { Inventory } from './inventory/inventory.js';
import type { PreviewOptions } from './preview.js';
import { simulate } from './simulate.js';
import { type PreviewSpec, readSpec } from './spec/read-spec.js';
import { fatesOf, type VolumeFate } from './volumes/fates.js';
import { VolumeState } from './volumes/volume-state.js';

/**
 * Predicts what becomes of the data of each volume: whether it is saved, how, and which rule decides. Every volume of
 * a pod has an entry, and every claim and PersistentVolume that no pod mounts.
 *
 * @returns nothing for a Backup that fails before anything is saved.
 * @throws PreviewSpecError, InventoryError and VeleroVersionError, as `preview` does.
 */
export function volumeFates(
  spec: PreviewSpec,
  inventory: Inventory,
  options: PreviewOptions = {},
): readonly VolumeFate[] {
  const { rules } = resolveVeleroVersion(options.veleroVersion);
  const cluster = new Cluster(checkInventory(inventory));
  const { prepared, failure, outcomes, tracker } = simulate(readSpec(spec), cluster, rules);
  if (!prepared.ok || failure !== null) return [];
  return fatesOf(new VolumeState(prepared.request), outcomes, tracker);
}
