// Room: The documents of resource policies. May import glob, labels, yaml.
import type { LabelSelector } from '../labels/label-selector.js';

/** The resource policies of a Backup, read from its ConfigMap and valid. */
export interface Policies {
  readonly volumePolicies: readonly VolumePolicy[];
  readonly includeExclude: IncludeExcludePolicy | undefined;
  /** Undefined where the section is not there. */
  readonly clusterScoped: readonly ResourceFilterPolicy[] | undefined;
  readonly namespaced: readonly NamespacedPolicy[];
}

/** Lists that are added to those of the spec. */
export interface IncludeExcludePolicy {
  readonly includedClusterScopedResources: readonly string[];
  readonly excludedClusterScopedResources: readonly string[];
  readonly includedNamespaceScopedResources: readonly string[];
  readonly excludedNamespaceScopedResources: readonly string[];
}

/** A filter for the objects of some types. */
export interface ResourceFilterPolicy {
  /** Empty, or `*` alone, for all types that no other filter names. */
  readonly kinds: readonly string[];
  readonly labelSelector: LabelSelector | null;
  readonly orLabelSelectors: readonly (LabelSelector | null)[];
  readonly names: readonly string[];
  readonly excludedNames: readonly string[];
}

/** Filters for the namespaces that a pattern matches. */
export interface NamespacedPolicy {
  readonly namespaces: readonly string[];
  readonly resourceFilters: readonly ResourceFilterPolicy[];
}

/** What to do with the volumes that match. */
export interface VolumePolicy {
  readonly conditions: VolumeConditions;
  readonly action: VolumeAction;
}

export type VolumeAction = 'skip' | 'fs-backup' | 'snapshot' | 'custom';

/** Conditions on a volume, all of which must hold. An empty list, and undefined, is not a condition. */
export interface VolumeConditions {
  /** The bounds in billionths; 0 is open. */
  readonly capacity: { readonly lower: bigint; readonly upper: bigint };
  readonly storageClass: readonly string[];
  readonly nfs: { readonly server: string; readonly path: string } | undefined;
  readonly csi: CsiCondition | undefined;
  readonly volumeTypes: readonly string[];
  readonly pvcLabels: Readonly<Record<string, string>>;
  readonly pvcPhase: readonly string[];
  readonly pvcVolumeMode: string;
  readonly pvcAccessModes: readonly string[];
}

export interface CsiCondition {
  readonly driver: string;
  readonly volumeAttributes: Readonly<Record<string, string>> | undefined;
}

/** True for a filter of all types that no other one names. */
export function isCatchAll({ kinds }: ResourceFilterPolicy): boolean {
  return kinds.length === 0 || (kinds.length === 1 && kinds[0] === '*');
}
