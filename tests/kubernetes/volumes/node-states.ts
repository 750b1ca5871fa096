/** Writes what a node agent, a CSI driver and its snapshot controller write in a cluster with nodes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, type ClusterClient, type KubernetesObject } from '../cluster-client.js';
import { VELERO_NAMESPACE } from '../velero.js';
import { GroupStates } from './group-states.js';

const SNAPSHOTS = '/apis/snapshot.storage.k8s.io/v1';
const COPIES = `/apis/velero.io/v1/namespaces/${VELERO_NAMESPACE}/podvolumebackups`;
const UPLOADS = `/apis/velero.io/v2alpha1/namespaces/${VELERO_NAMESPACE}/datauploads`;

/** Short next to the second after which Velero looks for the handle of a snapshot. */
const PAUSE_MS = 150;

/** Plays the node agent and the CSI driver until it is stopped. Everything that is asked of them succeeds. */
export class NodeStates {
  readonly #api: ClusterClient;
  readonly #ended: Promise<void>;
  readonly #groups: GroupStates;
  #isStopped = false;

  constructor(api: ClusterClient) {
    this.#api = api;
    this.#groups = new GroupStates(api);
    this.#ended = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      await Promise.all([
        this.#complete(COPIES),
        this.#complete(UPLOADS),
        this.#snapshot(),
        this.#groups.snapshot(),
      ]);
      await sleep(PAUSE_MS);
    }
  }

  async #complete(collection: string): Promise<void> {
    const fresh = (await this.#api.list(collection)).filter(lacks('phase'));
    const now = new Date().toISOString();
    const status = { phase: 'Completed', startTimestamp: now, completionTimestamp: now };
    await Promise.all(
      fresh.map(({ metadata }) => this.#write(`${collection}/${metadata.name}`, { status })),
    );
  }

  async #snapshot(): Promise<void> {
    const snapshots = await this.#api.list(`${SNAPSHOTS}/volumesnapshots`);
    const fresh = snapshots.filter(lacks('boundVolumeSnapshotContentName'));
    await Promise.all(fresh.map((snapshot) => this.#take(snapshot)));
  }

  async #take({ metadata }: KubernetesObject): Promise<void> {
    const { name, namespace = '', uid } = metadata;
    const content = `content-${uid}`;
    const taken = { readyToUse: true, restoreSize: 1024 };
    await this.#api.create(`${SNAPSHOTS}/volumesnapshotcontents`, {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshotContent',
      metadata: { name: content },
      spec: {
        deletionPolicy: 'Delete',
        driver: 'd',
        source: { volumeHandle: 'of-d' },
        volumeSnapshotRef: { kind: 'VolumeSnapshot', namespace, name },
      },
      status: { ...taken, snapshotHandle: `handle-${uid}` },
    });
    await this.#write(`${SNAPSHOTS}/namespaces/${namespace}/volumesnapshots/${name}`, {
      status: { readyToUse: true, restoreSize: '1Ki', boundVolumeSnapshotContentName: content },
    });
  }

  /** Velero may have taken it away since it was listed. */
  async #write(path: string, patch: unknown): Promise<void> {
    try {
      await this.#api.patch(path, patch);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  }
}

/** Velero makes some with a status that says nothing yet. */
function lacks(field: string): (object: KubernetesObject) => boolean {
  return ({ status }) => !Object.hasOwn(Object(status), field);
}
