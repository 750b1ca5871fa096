import type { LabelSelectors } from '../labels/label-selector.js';
import type { LocationFields } from '../locations/locations.js';
import type { Entry } from '../resources/name-list.js';
import { NO_SCOPED_LISTS, type ScopedLists } from '../resources/scoped-lists.js';

/** The filters of a Backup, each entry with its place in the spec that the caller gave. */
export interface Filters {
  readonly includeNamespaces: readonly Entry[];
  readonly excludeNamespaces: readonly Entry[];
  readonly includeResources: readonly Entry[];
  readonly excludeResources: readonly Entry[];
  readonly includeClusterResources: boolean | null;
  /** The lists by scope, which replace the three fields above. */
  readonly scoped: ScopedLists;
  readonly labelSelectors: LabelSelectors;
  /** The name of the ConfigMap with the policies; null where none is read. */
  readonly policyConfigMap: string | null;
  readonly volumes: VolumeFields;
  readonly locations: LocationFields;
  /** The label whose value groups PersistentVolumeClaims. */
  readonly volumeGroupLabel: string;
  /** Pointers to the fields, for what no single entry decides. */
  readonly paths: FilterPaths;
}

/** The fields about the data of volumes; null where the server's settings decide. */
export interface VolumeFields {
  readonly defaultVolumesToFsBackup: boolean | null;
  readonly snapshotMoveData: boolean | null;
  /** Null is yes. */
  readonly snapshotVolumes: boolean | null;
  /** Null is Velero's own. */
  readonly dataMover: string | null;
}

/** JSON Pointers to the fields of the spec that the caller gave. */
export interface FilterPaths {
  readonly includeNamespaces: string;
  readonly excludeNamespaces: string;
  readonly includeResources: string;
  readonly excludeResources: string;
  readonly includeClusterResources: string;
}

/** Velero's default of `--volume-group-snapshot-label-key`. */
export const DEFAULT_VOLUME_GROUP_LABEL = 'velero.io/volume-group';

/** The filters that a spec of the contract cannot set. */
export const INEXPRESSIBLE: Pick<
  Filters,
  'scoped' | 'policyConfigMap' | 'volumes' | 'locations' | 'volumeGroupLabel'
> = {
  scoped: NO_SCOPED_LISTS,
  policyConfigMap: null,
  volumes: {
    defaultVolumesToFsBackup: null,
    snapshotMoveData: null,
    snapshotVolumes: null,
    dataMover: null,
  },
  locations: { storage: '', snapshots: [] },
  volumeGroupLabel: DEFAULT_VOLUME_GROUP_LABEL,
};
