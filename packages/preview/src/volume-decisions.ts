import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { Cluster } from './collect/cluster.js';
import { prepare } from './collect/prepare.js';
import { checkInventory } from './inventory/check-inventory.js';
import type { Inventory } from './inventory/inventory.js';
import type { ReleaseOptions } from './release-options.js';
import { type PreviewSpec, readSpec } from './spec/read-spec.js';
import { decisionsOn, type VolumeDecision } from './volumes/decisions.js';
import { VolumeState } from './volumes/volume-state.js';

/**
 * Predicts what Velero decides about the data of each volume: file-system backup for the volumes of pods, snapshots
 * for claims and PersistentVolumes. Whether a decision takes effect depends on more: the pod must run, its object
 * be in the backup, a plugin know the volume.
 *
 * @returns nothing for a Backup that fails validation.
 * @throws PreviewSpecError, InventoryError and VeleroVersionError, as `preview` does.
 */
export function volumeDecisions(
  spec: PreviewSpec,
  inventory: Inventory,
  options: ReleaseOptions = {},
): readonly VolumeDecision[] {
  const { rules } = resolveVeleroVersion(options.veleroVersion);
  const filters = readSpec(spec);
  const cluster = new Cluster(checkInventory(inventory));
  const prepared = prepare(filters, cluster, rules, {});
  return prepared.ok ? decisionsOn(new VolumeState(prepared.request)) : [];
}
