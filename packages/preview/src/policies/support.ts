import type { VeleroRules } from '@k8s-backup-target/lint';

/** The parts of a policy that a release knows; the others make it unreadable. */
export interface PolicySupport {
  /** `includeExcludePolicy` */
  readonly includeExclude: boolean;
  /** `clusterScopedFilterPolicy` and `namespacedFilterPolicies` */
  readonly fineFilters: boolean;
  /** A global policy, which the server names, for all Backups. */
  readonly global: boolean;
  /** `pvcLabels` */
  readonly claimLabels: boolean;
  /** `volumeAttributes` of the condition `csi`. */
  readonly volumeAttributes: boolean;
  /** `pvcPhase` */
  readonly claimPhase: boolean;
  /** `pvcVolumeMode` and `pvcAccessModes` */
  readonly claimModes: boolean;
  /** The action `custom`. */
  readonly customAction: boolean;
}

/** The parts of a policy that the rules of a release allow. */
export function policySupport(rules: VeleroRules): PolicySupport {
  return {
    includeExclude: rules.policyIncludeExclude,
    fineFilters: rules.policyFineFilters,
    global: rules.policyGlobal,
    claimLabels: rules.policyClaimLabels,
    volumeAttributes: rules.policyVolumeAttributes,
    claimPhase: rules.policyClaimPhase,
    claimModes: rules.policyClaimModes,
    customAction: rules.policyCustomAction,
  };
}
