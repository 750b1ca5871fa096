import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { bounded } from './bounded.js';
import { type Finding, findingOf } from './finding.js';
import { specFindings } from './rules/spec.js';

/**
 * Finds likely mistakes that every release of Velero refuses or misreads: the rules of the scope `spec` in
 * {@link LintRule}. Takes time linear in the size of the spec, and lists 1,000 errors and 1,000 warnings at
 * most: the last one then has the rule `too-many-issues`.
 *
 * @param spec a spec that is valid in the read view; fields may be left out.
 */
export function lintSpec(spec: K8sBackupTargetSpec): readonly Finding[] {
  return bounded(specFindings(spec), {
    severityOf: ({ template }) => template.severity,
    findingOf,
  });
}
