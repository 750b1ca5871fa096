import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import type { TargetSpec } from '../target.js';
import type { VeleroVersion } from '../version.js';
import { clusterScopeFindings } from './cluster-scope.js';
import type { VeleroFinding } from './finding.js';
import { listsOf } from './lists.js';
import { namespaceFindings } from './namespaces.js';
import { contractFindings } from './refusals.js';
import { resourceFindings } from './resources.js';
import { selectorFindings } from './selector.js';

/**
 * Finds what a version of Velero refuses (`error`: the Backup ends as FailedValidation, or harms others)
 * and what is valid yet bites (`warning`). Begins with the findings of `lintSpec`, each with a remedy;
 * of these, `ttl-zero` is an error here.
 *
 * | rule | severity | finds | versions |
 * |---|---|---|---|
 * | `namespace-glob` | error | `?` or `[` in a namespace | 1.16, 1.17 |
 * | `namespace-glob` | warning | `*` within an included namespace, which is taken literally | 1.16, 1.17 |
 * | `excludes-wildcard` | warning | the excluded namespace `?`, which matches Velero's own `*` | 1.18, main |
 * | `excluded-namespace-object` | warning | excluded namespaces, whose Namespace objects are saved | 1.16 to 1.18 |
 * | `resource-name` | warning | a resource that no cluster can have under that name | all |
 * | `events-in-two-groups` | warning | events excluded in one API group only | all |
 * | `emptied-list` | warning | an include list of which Velero drops all | all |
 * | `cluster-scope-none` | warning | `include_cluster_resources: false` | all |
 * | `cluster-scope-all` | warning | `true` with included namespaces | all |
 * | `cluster-scope-undecided` | warning | null, where Velero's choice surprises | 1.17 on; with excluded resources all |
 * | `persistent-volumes-lost` | warning | claims included without their volumes | all |
 * | `selector-is-no-fence`, `selector-drops-namespaces`, `selector-drops-definitions` | warning | what a selector adds and loses | all |
 *
 * @param spec a spec that is valid in the read view.
 * @throws RangeError for a version that is none of those.
 */
export function lintForVelero(
  spec: K8sBackupTargetSpec,
  { version }: { readonly version: VeleroVersion },
): readonly VeleroFinding[] {
  const whole = withAllFields(spec);
  const lists = listsOf(whole);
  return [
    ...contractFindings(whole),
    ...namespaceFindings(lists, version),
    ...resourceFindings(lists, version),
    ...clusterScopeFindings(whole, version),
    ...selectorFindings(whole, lists),
  ];
}

function withAllFields(spec: K8sBackupTargetSpec): TargetSpec {
  return {
    include_namespaces: spec.include_namespaces ?? null,
    include_resources: spec.include_resources ?? null,
    exclude_namespaces: spec.exclude_namespaces ?? null,
    exclude_resources: spec.exclude_resources ?? null,
    include_cluster_resources: spec.include_cluster_resources ?? null,
    label_selector: spec.label_selector ?? null,
    ttl: spec.ttl ?? null,
  };
}
