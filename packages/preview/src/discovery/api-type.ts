import type { ApiResource, Inventory } from '../inventory/inventory.js';

/** A resource type that the cluster serves. */
export interface ApiType {
  /** `deployments.apps`, or `pods`: what Velero matches its lists against. */
  readonly id: string;
  readonly plural: string;
  readonly singular: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  /** Velero collects and resolves only types that can be listed, created, read and deleted. */
  readonly backupable: boolean;
}

const NEEDED_VERBS = ['list', 'create', 'get', 'delete'];

/** The types in the API server's order; the first version of a type counts. */
export function apiTypes({ groups }: Inventory): readonly ApiType[] {
  const types = new Map<string, ApiType>();
  for (const { groupVersion, resources } of groups) {
    const [group, version] = splitGroupVersion(groupVersion);
    for (const resource of resources) {
      const type = toType(resource, group, version);
      if (!type.plural.includes('/') && !types.has(type.id)) types.set(type.id, type);
    }
  }
  return [...types.values()];
}

/** Velero's order of visiting: the API server's, with the group `extensions` last. */
export function inVisitingOrder(types: readonly ApiType[]): readonly ApiType[] {
  const isLast = ({ group }: ApiType): boolean => group === 'extensions';
  return [...types.filter((type) => !isLast(type)), ...types.filter(isLast)];
}

function splitGroupVersion(groupVersion: string): [group: string, version: string] {
  const slash = groupVersion.indexOf('/');
  return [groupVersion.slice(0, Math.max(slash, 0)), groupVersion.slice(slash + 1)];
}

function toType(resource: ApiResource, group: string, version: string): ApiType {
  const { name, kind, namespaced, singular, shortNames, verbs } = resource;
  return {
    id: group === '' ? name : `${name}.${group}`,
    plural: name,
    singular: singular === undefined || singular === '' ? kind.toLowerCase() : singular,
    group,
    version,
    kind,
    namespaced,
    shortNames: shortNames ?? [],
    backupable: NEEDED_VERBS.every((verb) => verbs.includes(verb)),
  };
}
