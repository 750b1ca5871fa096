/** Compares what a preview says of the data of volumes with what a real Velero server does about it. */
import { type PreviewResult, preview } from '@k8s-backup-target/preview';
import { connect } from '../../../packages/cli/src/cluster/api/connect.js';
import { readDeployments } from '../../../packages/cli/src/cluster/read-velero.js';
import { readInventory } from '../../../packages/cli/src/inventory/read-inventory.js';
import { readVeleroState } from '../../../packages/cli/src/inventory/velero-state.js';
import type { AskedBackup, Policy } from '../asked-backup.js';
import { VELERO_VERSION } from '../build.js';
import { installDefinitions, SNAPSHOT_CLASSES, VOLUME_GROUPS } from '../definitions.js';
import { differencesBetween } from '../differences.js';
import { POLICY_NAME, POLICY_REFERENCE, policyConfigMap } from '../policy.js';
import { type Cluster, startCluster } from '../start.js';
import { type BackupOutcome, STORAGE_LOCATION, VELERO_NAMESPACE, type Velero } from '../velero.js';
import { DEPLOYMENTS, veleroDeployment } from '../velero-deployment.js';
import { NAMESPACES, WITHOUT_REPOSITORY } from './arbitrary-volumes.js';
import { volumeDifferences } from './compare-volumes.js';
import { type Manifest, makeAll, removeAll } from './manifests.js';
import { NodeStates } from './node-states.js';
import { takeRecords } from './records.js';

/** How Velero's server is started, as its Deployment tells it. */
export interface ServerKind {
  readonly name: string;
  readonly args: readonly string[];
  /** The policies of `--global-backup-volume-policies-configmap`. */
  readonly globalPolicy?: Policy;
}

/** The verdicts of a preview and of a server on one Backup over volumes. */
export interface VolumeComparison extends AskedBackup {
  readonly result: PreviewResult;
  readonly outcome: BackupOutcome;
  /** One line for each thing on which they differ; empty where they agree. */
  readonly differences: readonly string[];
}

export const GLOBAL_POLICY = 'global';
const CONFIG_MAPS = `/api/v1/namespaces/${VELERO_NAMESPACE}/configmaps`;

/** What is made while a Backup runs, and the class of a snapshot, which Velero saves along with it. */
const MADE =
  /^(?:volume(?:group)?snapshot\w*\.(?:group)?snapshot\.storage\.k8s\.io|datauploads\.velero\.io)\//;

/** Velero looks for the handle of a snapshot each second, not every five, and for the end of uploads every two, not every ten. */
const HURRY = ['--item-operation-sync-frequency=2s', '--disable-controllers=backup-repo'];
const ENV = { CSI_SNAPSHOT_EARLY_FREQUENT_POLLING: 'true' };

/** A cluster with a CSI driver and a node agent, which the lab plays, and Velero on it. */
export class VolumeLab {
  readonly #cluster: Cluster;
  readonly #velero: Velero;
  readonly #states: NodeStates;
  readonly #kubeconfig: string;
  #backups = 0;

  private constructor(cluster: Cluster, velero: Velero, kubeconfig: string) {
    this.#cluster = cluster;
    this.#velero = velero;
    this.#kubeconfig = kubeconfig;
    this.#states = new NodeStates(cluster.api);
  }

  /** Starts Velero's server in one way. */
  static async start({ args, globalPolicy }: ServerKind): Promise<VolumeLab> {
    const cluster = await startCluster();
    const { api } = cluster;
    await installDefinitions(api, [SNAPSHOT_CLASSES, ...VOLUME_GROUPS]);
    for (const name of NAMESPACES) {
      await api.create('/api/v1/namespaces', { metadata: { name } });
      await makeAll(api, [repositoryOf(name)]);
    }
    await api.create(DEPLOYMENTS, veleroDeployment(args));
    if (globalPolicy !== undefined) {
      const data = { 'policy.yaml': JSON.stringify(globalPolicy) };
      await api.create(CONFIG_MAPS, { metadata: { name: GLOBAL_POLICY }, data });
    }
    const velero = await cluster.startVelero({ args: [...HURRY, ...args], env: ENV });
    return new VolumeLab(cluster, velero, await cluster.kubeconfig());
  }

  async close(): Promise<void> {
    await this.#states.stop();
    await this.#cluster.close();
  }

  /** Stores the objects, compares for each Backup, and takes the objects away. */
  async compareAll(
    manifests: readonly Manifest[],
    asked: readonly AskedBackup[],
  ): Promise<VolumeComparison[]> {
    const { api } = this.#cluster;
    try {
      await makeAll(api, manifests);
      const comparisons: VolumeComparison[] = [];
      for (const one of asked) comparisons.push(await this.#compare(manifests, one));
      return comparisons;
    } finally {
      await removeAll(api, manifests);
    }
  }

  async #compare(
    manifests: readonly Manifest[],
    { backup, policy, annotations = {} }: AskedBackup,
  ): Promise<VolumeComparison> {
    const { api } = this.#cluster;
    this.#backups += 1;
    const name = `backup-${this.#backups}`;
    const spec = policy === null ? backup : { ...backup, resourcePolicy: POLICY_REFERENCE };
    if (policy !== null) await api.create(CONFIG_MAPS, policyConfigMap(policy));
    const inventory = await this.#inventory(name);
    const options = { veleroVersion: VELERO_VERSION, annotations };
    const result = preview(spec, inventory, options);
    const outcome = await this.#velero.backup(name, spec, annotations);
    const records = await takeRecords(api, this.#velero.folderOf(name), outcome);
    await this.#velero.discard(name);
    if (policy !== null) await api.remove(`${CONFIG_MAPS}/${POLICY_NAME}`);
    const keys = outcome.keys.filter((key) => !MADE.test(key));
    const saved = { keys: new Set(keys), records };
    return {
      backup,
      policy,
      annotations,
      result,
      outcome,
      differences: [
        ...differencesBetween(spec, withoutMade(result), { ...outcome, keys }),
        ...volumeDifferences(result.volumes, saved, manifests),
      ],
    };
  }

  /** As `kbt inventory save` reads it, and the Backup, which is an object of the cluster too. */
  async #inventory(backup: string) {
    const api = await connect({}, { env: { KUBECONFIG: this.#kubeconfig } });
    const [inventory, { namespace, deployments }] = await Promise.all([
      readInventory(api),
      readDeployments(api, {}),
    ]);
    const velero = await readVeleroState(api, namespace, deployments);
    const own = {
      resource: 'backups.velero.io',
      namespace: VELERO_NAMESPACE,
      name: backup,
      labels: { 'velero.io/storage-location': STORAGE_LOCATION },
    };
    return { ...inventory, velero, objects: [...inventory.objects, own] };
  }
}

function withoutMade(result: PreviewResult): PreviewResult {
  return {
    ...result,
    decisions: result.decisions.filter(({ key }) => !MADE.test(key)),
  };
}

/** As the controller makes it that asks the store for it: ready in all namespaces but one. */
function repositoryOf(namespace: string): Manifest {
  return {
    apiVersion: 'velero.io/v1',
    kind: 'BackupRepository',
    metadata: {
      name: `${namespace}-${STORAGE_LOCATION}-kopia`,
      namespace: VELERO_NAMESPACE,
      labels: {
        'velero.io/volume-namespace': namespace,
        'velero.io/storage-location': STORAGE_LOCATION,
        'velero.io/repository-type': 'kopia',
      },
    },
    spec: {
      volumeNamespace: namespace,
      backupStorageLocation: STORAGE_LOCATION,
      repositoryType: 'kopia',
      resticIdentifier: '',
      maintenanceFrequency: '1h0m0s',
    },
    status: { phase: namespace === WITHOUT_REPOSITORY ? 'NotReady' : 'Ready' },
  };
}
