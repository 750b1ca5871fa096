/** The parts of a policy that a release knows; the others make it unreadable. */
export interface PolicySupport {
  /** `includeExcludePolicy` */
  readonly includeExclude: boolean;
  /** `clusterScopedFilterPolicy` and `namespacedFilterPolicies` */
  readonly fineFilters: boolean;
  /** A global policy, which the server names, for all Backups. */
  readonly global: boolean;
  /** `pvcPhase` */
  readonly claimPhase: boolean;
  /** `pvcVolumeMode` and `pvcAccessModes` */
  readonly claimModes: boolean;
  /** The action `custom`. */
  readonly customAction: boolean;
}
