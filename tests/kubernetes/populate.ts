import { ApiError, type ClusterClient, type KubernetesObject } from './cluster-client.js';
import { unlabelDefinitions } from './definitions.js';
import { collectionOf, isServedTwin, type LabObject, manifestOf, pathOf } from './lab-object.js';

const NAMESPACES = '/api/v1/namespaces';

/** Objects of these kinds are not created: the cluster has them, or serves none. */
const GIVEN = new Set(['ComponentStatus', 'PodMetrics']);

/** Stores objects as they are described, status and deletion included. */
export async function populate(api: ClusterClient, objects: readonly LabObject[]): Promise<void> {
  const made = objects.filter(({ kind }) => !GIVEN.has(kind));
  const namespaces = made.filter(({ kind }) => kind === 'Namespace');
  const others = made.filter(
    (object) => object.kind !== 'Namespace' && !isServedTwin(object, objects),
  );
  await Promise.all(namespaces.map((object) => make(api, object)));
  await Promise.all(others.map((object) => make(api, object)));
  await Promise.all(
    [...others, ...namespaces]
      .filter(({ deletionTimestamp }) => deletionTimestamp !== undefined)
      .map((object) => api.remove(pathOf(object))),
  );
}

async function make(api: ClusterClient, object: LabObject): Promise<void> {
  const path = pathOf(object);
  if (object.kind === 'CustomResourceDefinition') {
    await api.patch(path, { metadata: { labels: object.labels } });
    return;
  }
  await api.create(collectionOf(object), manifestOf(object));
  const { kind, status } = object;
  if (status?.phase !== undefined && kind !== 'Namespace')
    await api.patch(`${path}/status`, { status });
}

/** Takes away what {@link populate} stored. */
export async function wipe(api: ClusterClient, objects: readonly LabObject[]): Promise<void> {
  const made = objects.filter(
    (object) =>
      !GIVEN.has(object.kind) &&
      object.kind !== 'CustomResourceDefinition' &&
      !isServedTwin(object, objects),
  );
  const contents = made.filter(({ kind }) => kind !== 'Namespace');
  await Promise.all(contents.map((object) => take(api, object)));
  const namespaces = made.filter(({ kind }) => kind === 'Namespace');
  await Promise.all(namespaces.map(({ name }) => takeNamespace(api, name)));
  await unlabelDefinitions(api);
}

async function take(api: ClusterClient, object: LabObject): Promise<void> {
  const path = pathOf(object);
  if (object.deletionTimestamp !== undefined) await release(api, path);
  await api.remove(path);
}

/** Takes away a namespace that is empty. */
export async function takeNamespace(api: ClusterClient, name: string): Promise<void> {
  const path = `${NAMESPACES}/${name}`;
  await api.remove(path);
  await release(api, path);
  // A controller does this in a cluster, once the namespace is empty.
  const left = await api.find<KubernetesObject>(path);
  if (left !== undefined)
    await ignoreMissing(api.replace(`${path}/finalize`, { ...left, spec: { finalizers: [] } }));
}

async function release(api: ClusterClient, path: string): Promise<void> {
  await ignoreMissing(api.patch(path, { metadata: { finalizers: null } }));
}

async function ignoreMissing(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}
