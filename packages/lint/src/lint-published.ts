import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { draft, type Finding, findingOf } from './finding.js';
import { backsUpEverythingEmpty } from './generated/templates.js';
import { lintSpec } from './lint-spec.js';

/**
 * Lints a spec that a charm is about to publish: `lintSpec`, and a warning where nothing in it restricts what
 * is backed up. To a requirer such a spec is nothing new; to the charm that publishes it, it may be a mistake.
 *
 * @param spec a spec that is valid in the write view; fields may be left out.
 */
export function lintPublished(spec: K8sBackupTargetSpec): readonly Finding[] {
  const findings = lintSpec(spec);
  return restrictsNothing(spec)
    ? [...findings, findingOf(draft(backsUpEverythingEmpty, ''))]
    : findings;
}

/** Whoever writes "*" means it. A ttl and the cluster scope restrict no namespace. */
function restrictsNothing(spec: K8sBackupTargetSpec): boolean {
  const { ttl: _ttl, include_cluster_resources: _scope, ...filters } = spec;
  return Object.values(filters).every((filter) => Object.keys(filter ?? {}).length === 0);
}
