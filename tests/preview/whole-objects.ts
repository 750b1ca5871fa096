import type { ApiGroup, InventoryObject } from '@k8s-backup-target/preview';

/** An object as an API server gives it. */
export interface WholeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string | null | undefined;
    readonly labels?: Readonly<Record<string, string>> | null | undefined;
    readonly annotations?: Readonly<Record<string, string>> | null | undefined;
    readonly deletionTimestamp?: string | null | undefined;
  };
}

/** A list of objects, as `kubectl get -o json` gives it. */
export interface WholeList {
  readonly apiVersion: string;
  readonly kind: string;
  readonly items: readonly Omit<WholeObject, 'apiVersion' | 'kind'>[];
}

/** The objects of a list; the object itself where it is none. The items of a list of one kind need not say theirs. */
export function itemsOf(
  object: InventoryObject | WholeObject | WholeList,
): readonly (InventoryObject | WholeObject)[] {
  if (!isList(object)) return [object];
  const { apiVersion, items } = object;
  const kind = object.kind.replace(/List$/, '');
  return items.map((item) => ({ apiVersion, kind, ...item }));
}

function isList(object: InventoryObject | WholeObject | WholeList): object is WholeList {
  return 'apiVersion' in object && 'items' in object && Array.isArray(object.items);
}

/**
 * An object of an inventory as it is; a whole object with its type looked up by its kind.
 *
 * @param path where the object is, for errors.
 */
export function toInventoryObject(
  object: InventoryObject | WholeObject,
  groups: readonly ApiGroup[],
  path = '',
): InventoryObject {
  // The vectors' own form tells the kind too.
  if ('resource' in object) return object;
  const { metadata, ...rest } = object;
  if (typeof metadata?.name !== 'string') throw new Error(`${path} has no metadata.name`);
  const { name, labels, annotations, deletionTimestamp } = metadata;
  const namespace = metadata.namespace || null;
  const resource = resourceOf(object, groups);
  return {
    ...told(object, rest),
    resource,
    namespace,
    name,
    labels,
    annotations,
    deletionTimestamp,
  };
}

/** A whole claim without a StorageClass has none, whereas an inventory may leave it out. */
function told({ kind }: WholeObject, fields: Readonly<Record<string, unknown>>) {
  if (kind !== 'PersistentVolumeClaim') return fields;
  const { spec } = fields;
  return { ...fields, spec: { storageClassName: null, ...(spec as object | undefined) } };
}

/** The plural and the group; of a kind that the cluster does not serve, a guess. */
function resourceOf({ apiVersion, kind }: WholeObject, groups: readonly ApiGroup[]): string {
  const group = groupOf(apiVersion);
  const served = groups
    .filter(({ groupVersion }) => groupOf(groupVersion) === group)
    .flatMap(({ resources }) => resources)
    .find((resource) => resource.kind === kind && !resource.name.includes('/'));
  const plural = served?.name ?? `${kind.toLowerCase()}${kind.endsWith('s') ? 'es' : 's'}`;
  return group === '' ? plural : `${plural}.${group}`;
}

function groupOf(groupVersion: string): string {
  return groupVersion.includes('/') ? groupVersion.replace(/\/.*$/, '') : '';
}
