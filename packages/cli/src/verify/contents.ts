import type { ApiGroup, Inventory, InventoryObject } from '@k8s-backup-target/preview';
import { readTarball, type SavedObject, type TarballReport } from '../archive/read-tarball.js';
import { textOf } from '../input/fields.js';
import { toInventoryObject } from '../inventory/to-object.js';

/** A type of objects in a tarball. */
export interface SavedType {
  readonly apiVersion: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  readonly count: number;
}

/** A tarball, cut down to what is judged. */
export interface Contents {
  readonly report: TarballReport;
  /** `deployments.apps/app/web` */
  readonly keys: ReadonlySet<string>;
  /** By `deployments.apps`, in the order of the tarball. */
  readonly types: ReadonlyMap<string, SavedType>;
  /** Pods, claims, volumes and classes: what tells about the data of volumes. */
  readonly inventory: Inventory;
}

const KEPT: ReadonlySet<string> = new Set([
  'namespaces',
  'pods',
  'persistentvolumeclaims',
  'persistentvolumes',
  'storageclasses.storage.k8s.io',
  'volumesnapshotclasses.snapshot.storage.k8s.io',
]);

/**
 * Reads a tarball.
 *
 * @param onObject is given each object besides, whole.
 */
export async function readContents(
  path: string,
  onObject: (object: SavedObject) => void = () => undefined,
): Promise<Contents> {
  const keys = new Set<string>();
  const types = new Map<string, SavedType>();
  const objects: InventoryObject[] = [];
  const report = await readTarball(path, (saved) => {
    const { key, resource, namespace, object } = saved;
    const [apiVersion, kind] = [textOf(object['apiVersion']) ?? '', textOf(object['kind']) ?? ''];
    keys.add(key);
    const count = (types.get(resource)?.count ?? 0) + 1;
    types.set(resource, { apiVersion, kind, isNamespaced: namespace !== '', count });
    if (KEPT.has(resource)) objects.push(toInventoryObject(resource, object));
    onObject(saved);
  });
  return { report, keys, types, inventory: { groups: groupsOf(types), objects } };
}

/** What a cluster that serves these types would say of them. */
function groupsOf(types: ReadonlyMap<string, SavedType>): readonly ApiGroup[] {
  const verbs = ['create', 'delete', 'get', 'list'];
  return [...types].map(([resource, { apiVersion, kind, isNamespaced }]) => ({
    groupVersion: apiVersion,
    resources: [{ name: resource.split('.')[0] ?? '', kind, namespaced: isNamespaced, verbs }],
  }));
}

/** `apps/v1/Deployment app/web`, as Velero's list of resources has the object with this key. */
export function listedName(key: string, types: Contents['types']): string {
  const [resource = '', namespace = '', name = ''] = key.split('/');
  const { apiVersion = '', kind = '' } = types.get(resource) ?? {};
  return `${apiVersion}/${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

/** The other way round; undefined for a type of which the tarball has nothing. */
export function keyOfListed(listed: string, resources: ReadonlyMap<string, string>) {
  const at = listed.indexOf(' ');
  const resource = resources.get(listed.slice(0, at));
  const place = listed.slice(at + 1);
  if (resource === undefined) return undefined;
  return place.includes('/') ? `${resource}/${place}` : `${resource}//${place}`;
}

/** `deployments.apps` by `apps/v1/Deployment`. */
export function resourcesByKind(types: Contents['types']): ReadonlyMap<string, string> {
  return new Map(
    [...types].map(([resource, { apiVersion, kind }]) => [`${apiVersion}/${kind}`, resource]),
  );
}
