/** Compares previews with what a real Velero server saves. */
import {
  type Inventory,
  type InventoryObject,
  type PreviewResult,
  preview,
} from '@k8s-backup-target/preview';
import type { AskedBackup, Policy } from './asked-backup.js';
import { VELERO_VERSION } from './build.js';
import { installDefinitions } from './definitions.js';
import { differencesBetween } from './differences.js';
import type { LabObject } from './lab-object.js';
import { type LiveInventory, readInventory } from './live-inventory.js';
import { POLICY_NAME, POLICY_REFERENCE, policyConfigMap } from './policy.js';
import { populate, wipe } from './populate.js';
import { type Cluster, startCluster } from './start.js';
import { type BackupOutcome, STORAGE_LOCATION, VELERO_NAMESPACE, type Velero } from './velero.js';

/** The verdicts of a preview and of a server on one Backup. */
export interface Comparison extends AskedBackup {
  readonly result: PreviewResult;
  readonly outcome: BackupOutcome;
  /** One line for each thing on which they differ; empty where they agree. */
  readonly differences: readonly string[];
}

/** A cluster with the vectors' custom resources, and Velero on it. */
export class PreviewLab {
  readonly #cluster: Cluster;
  readonly #velero: Velero;
  #backups = 0;

  private constructor(cluster: Cluster, velero: Velero) {
    this.#cluster = cluster;
    this.#velero = velero;
  }

  static async start(): Promise<PreviewLab> {
    const cluster = await startCluster();
    await installDefinitions(cluster.api);
    return new PreviewLab(cluster, await cluster.startVelero());
  }

  close(): Promise<void> {
    return this.#cluster.close();
  }

  /**
   * Stores the objects, compares for each Backup, and takes the objects away. The preview is that of
   * `veleroVersion`, which is the server's where it is not given.
   */
  async compareAll(
    objects: readonly LabObject[],
    asked: readonly AskedBackup[],
    veleroVersion: string = VELERO_VERSION,
  ): Promise<Comparison[]> {
    try {
      await populate(this.#cluster.api, objects);
      const inventory = await readInventory(this.#cluster.api);
      const comparisons: Comparison[] = [];
      for (const one of asked) comparisons.push(await this.#compare(inventory, one, veleroVersion));
      return comparisons;
    } finally {
      await wipe(this.#cluster.api, objects);
    }
  }

  async #compare(
    inventory: LiveInventory,
    { backup, policy }: AskedBackup,
    veleroVersion: string,
  ): Promise<Comparison> {
    this.#backups += 1;
    const name = `backup-${this.#backups}`;
    const spec = policy === null ? backup : { ...backup, resourcePolicy: POLICY_REFERENCE };
    const result = preview(spec, seenBy(inventory, name, policy), { veleroVersion });
    if (policy !== null) await this.#cluster.api.create(CONFIG_MAPS, policyConfigMap(policy));
    const outcome = await this.#velero.backup(name, spec);
    await this.#velero.discard(name);
    if (policy !== null) await this.#cluster.api.remove(`${CONFIG_MAPS}/${POLICY_NAME}`);
    return {
      backup,
      policy,
      result,
      outcome,
      differences: differencesBetween(spec, result, outcome),
    };
  }
}

const CONFIG_MAPS = `/api/v1/namespaces/${VELERO_NAMESPACE}/configmaps`;

/** The cluster with what is made after the inventory was read. */
function seenBy(
  { groups, objects }: LiveInventory,
  backup: string,
  policy: Policy | null,
): Inventory {
  if (policy === null) {
    return { groups, objects: [...objects, backupNamed(backup)], velero: { configMaps: [] } };
  }
  const { metadata, data } = policyConfigMap(policy);
  const configMap = { resource: 'configmaps', ...metadata };
  return {
    groups,
    objects: [...objects, backupNamed(backup), configMap],
    velero: { configMaps: [{ name: metadata.name, data }] },
  };
}

/** The Backup is an object of the cluster too, made after the inventory was read. */
function backupNamed(name: string): InventoryObject {
  return {
    resource: 'backups.velero.io',
    namespace: VELERO_NAMESPACE,
    name,
    labels: { 'velero.io/storage-location': STORAGE_LOCATION },
  };
}
