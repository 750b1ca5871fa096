import type { Entry } from '../resources/name-list.js';

/** The filters of a Backup, each entry with its place in the spec that the caller gave. */
export interface Filters {
  readonly includeNamespaces: readonly Entry[];
  readonly excludeNamespaces: readonly Entry[];
  readonly includeResources: readonly Entry[];
  readonly excludeResources: readonly Entry[];
  readonly includeClusterResources: boolean | null;
  /** Null where no selector is set. An empty one is set: Velero then fails to list anything. */
  readonly labelSelector: Readonly<Record<string, string>> | null;
  /** The label whose value groups PersistentVolumeClaims. */
  readonly volumeGroupLabel: string;
  /** Pointers to the fields, for what no single entry decides. */
  readonly paths: FilterPaths;
}

/** JSON Pointers to the fields of the spec that the caller gave. */
export interface FilterPaths {
  readonly includeNamespaces: string;
  readonly excludeNamespaces: string;
  readonly includeResources: string;
  readonly excludeResources: string;
  readonly includeClusterResources: string;
  readonly labelSelector: string;
}

/** Velero's default of `--volume-group-snapshot-label-key`. */
export const DEFAULT_VOLUME_GROUP_LABEL = 'velero.io/volume-group';
