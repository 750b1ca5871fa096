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

/** An object of an inventory as it is; a whole object with its type looked up by its kind. */
export function toInventoryObject(
  object: InventoryObject | WholeObject,
  groups: readonly ApiGroup[],
): InventoryObject {
  if (!('metadata' in object)) return object;
  const { metadata, ...rest } = object;
  const { name, namespace = null, labels, annotations, deletionTimestamp } = metadata;
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
