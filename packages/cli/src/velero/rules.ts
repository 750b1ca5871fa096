import { type Finding, lintForVelero } from '@k8s-backup-target/lint';
import type { K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { resourceMisspeltType } from '../generated/cluster-templates.js';
import { misspeltType } from './built-in-types.js';

/** A finding about a spec, of the lint or of `kbt` alone. */
export type SpecFinding = Omit<Finding, 'rule'> & {
  readonly rule: Finding['rule'] | typeof resourceMisspeltType.rule;
};

/**
 * Findings about a spec that a release of Velero refuses, or treats in a surprising way. That a release was not measured
 * is said once, with every verdict.
 */
export function lintFor(spec: K8sBackupTargetSpec, veleroVersion: string): readonly SpecFinding[] {
  return [
    ...lintForVelero(spec, { veleroVersion }).filter(({ rule }) => rule !== 'release-not-measured'),
    ...misspelt(spec, 'include_resources'),
    ...misspelt(spec, 'exclude_resources'),
  ];
}

/** A charm cannot know the types of a cluster, so its lint says nothing of them. */
function misspelt(
  spec: K8sBackupTargetSpec,
  field: 'include_resources' | 'exclude_resources',
): SpecFinding[] {
  return (spec[field] ?? []).flatMap((name, index) => {
    const suggestion = misspeltType(name);
    if (suggestion === undefined) return [];
    const template = resourceMisspeltType;
    const issue = issueOf(template, `/${field}/${index}`, { name, suggestion });
    return [{ ...issue, severity: template.severity, remedy: issue.remedy ?? '' }];
  });
}
