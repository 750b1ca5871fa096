import type { ApiGroup, ApiResource, Inventory, InventoryObject } from '@k8s-backup-target/preview';
import { type ClusterApi, JSON_OBJECTS, METADATA_ONLY } from '../cluster/api/cluster-api.js';
import { listAll } from '../cluster/api/list.js';
import { mapInParallel } from '../cluster/api/map-in-parallel.js';
import { type Right, refusalOfAll, rightOf } from '../cluster/api/refusal.js';
import { fieldsOf } from '../input/fields.js';
import { readDiscovery } from './read-discovery.js';
import { toInventoryObject } from './to-object.js';

/** The progress of reading. */
export interface Progress {
  /** `deployments.apps` */
  readonly resource: string;
  readonly types: number;
  readonly typesDone: number;
  readonly objects: number;
}

/** Of these, more than the metadata decides about other objects or the data of volumes; of all others only the metadata is asked for. */
const WHOLE: ReadonlySet<string> = new Set([
  'backuprepositories.velero.io',
  'backupstoragelocations.velero.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'daemonsets.apps',
  'storageclasses.storage.k8s.io',
  'volumegroupsnapshotclasses.groupsnapshot.storage.k8s.io',
  'volumesnapshotclasses.snapshot.storage.k8s.io',
  'volumesnapshotlocations.velero.io',
  'namespaces',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
]);

/** Velero collects only types that it could restore and delete. */
const NEEDED_VERBS = ['list', 'create', 'get', 'delete'];

/** So many types are listed at a time. */
const PARALLEL = 4;

/** Reads a cluster's types and objects, as a preview needs them. */
export async function readInventory(
  api: ClusterApi,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Inventory> {
  const groups = await readDiscovery(api);
  const types = groups.flatMap(typesOf);
  const refused: Right[] = [];
  let [typesDone, objects] = [0, 0];
  const lists = await mapInParallel(types, PARALLEL, async (type) => {
    const list = await listType(api, type, (count) => {
      objects += count;
      onProgress({ resource: type.resource, types: types.length, typesDone, objects });
    }).catch((error: unknown) => {
      refused.push(missingRight(error));
      return [];
    });
    typesDone += 1;
    return list;
  });
  if (refused.length > 0) throw refusalOfAll(refused);
  return { groups, objects: lists.flat() };
}

/** @throws the error itself, where it is about anything else than a right. */
function missingRight(error: unknown): Right {
  const right = rightOf(error);
  if (right === undefined) throw error;
  return right;
}

interface ListedType {
  readonly resource: string;
  readonly path: string;
}

function typesOf({ groupVersion, resources }: ApiGroup): ListedType[] {
  return resources.filter(isCollected).map(({ name }) => {
    const group = groupVersion.includes('/') ? groupVersion.split('/')[0] : undefined;
    const root = group === undefined ? '/api' : '/apis';
    return {
      resource: group === undefined ? name : `${name}.${group}`,
      path: `${root}/${groupVersion}/${name}`,
    };
  });
}

function isCollected({ name, verbs }: ApiResource): boolean {
  return !name.includes('/') && NEEDED_VERBS.every((verb) => verbs.includes(verb));
}

async function listType(
  api: ClusterApi,
  { resource, path }: ListedType,
  onPage: (count: number) => void,
): Promise<InventoryObject[]> {
  const accept = WHOLE.has(resource) ? JSON_OBJECTS : METADATA_ONLY;
  const items = await listAll(api, path, accept, onPage);
  return items.map((item) => toInventoryObject(resource, fieldsOf(item)));
}
