import type { VeleroRules } from '@k8s-backup-target/lint';
import type { FineFilters } from '../fine/fine-filters.js';
import type { ListSelector } from '../labels/list-selector.js';
import type { NamespaceFilter } from '../namespaces/namespace-filter.js';
import type { Policies } from '../policies/policies.js';
import type { ResourceFilter } from '../resources/type-verdict.js';
import type { FilterPaths } from '../spec/filters.js';
import type { Cluster } from './cluster.js';

/** How the data of volumes is saved, by the spec and else by the server. */
export interface VolumeSettings {
  readonly defaultVolumesToFsBackup: boolean;
  readonly snapshotMoveData: boolean;
  readonly snapshotVolumes: boolean;
  /** True where Velero's own node agents move the data of snapshots. */
  readonly movesByNodeAgent: boolean;
  /** False where Velero takes no CSI snapshots; undefined where the server's arguments are not known. */
  readonly takesCsiSnapshots: boolean | undefined;
  /** `kopia`, or what the server was started with. */
  readonly uploaderType: string;
}

/** The annotations of an object, in which Velero reads some settings. What is no text counts as not there. */
export type Annotations = Readonly<Record<string, unknown>>;

/** A Backup that passed validation, ready to collect. */
export interface Request {
  readonly cluster: Cluster;
  readonly semantics: VeleroRules;
  readonly namespaces: NamespaceFilter;
  readonly resources: ResourceFilter;
  readonly selector: ListSelector;
  /** The filters of a policy; undefined without a policy. */
  readonly fine: FineFilters | undefined;
  /** True where a policy applies that the inventory does not hold. */
  readonly hasUnknownPolicy: boolean;
  /** The policies, with the global ones behind them; undefined without any. */
  readonly policies: Policies | undefined;
  /** Those that the Backup itself names: Velero's CSI plugin knows no others. */
  readonly ownPolicies: Policies | undefined;
  readonly volumes: VolumeSettings;
  /** The location that the Backup is written to; undefined where it is not known. */
  readonly storageLocation: string | undefined;
  /** Where Velero and its node agents run. */
  readonly veleroNamespace: string;
  readonly volumeGroupLabel: string;
  /** Of the Backup itself. */
  readonly annotations: Annotations;
  readonly paths: FilterPaths;
}
