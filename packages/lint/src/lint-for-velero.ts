import type { K8sBackupTargetSpec, Severity } from '@k8s-backup-target/schema';
import { bounded } from './bounded.js';
import { type Finding, type FindingDraft, findingOf, holdsFor } from './finding.js';
import { clusterScopeFindings } from './rules/cluster-scope.js';
import { listsOf } from './rules/lists.js';
import { namespaceFindings } from './rules/namespaces.js';
import { resourceFindings } from './rules/resources.js';
import { selectorFindings } from './rules/selector.js';
import { specFindings } from './rules/spec.js';
import { ttlFindings } from './rules/ttl.js';
import { releaseFindings, resolveVeleroVersion, type VeleroVersion } from './velero-version.js';

/** Which Velero is meant. */
export interface VeleroLintOptions {
  /** A release, or `main`. Default: the newest measured release. */
  readonly veleroVersion?: string | undefined;
}

/**
 * Finds what a release of Velero refuses (`error`: the Backup ends as FailedValidation, or harms others)
 * and what is valid and still bites (`warning`). Begins with the findings of `lintSpec`; `ttl-zero` is an
 * error here. A release that was not measured adds `release-not-measured`. Of more than 1,000 errors
 * or warnings, one of the rule `too-many-issues` replaces the rest.
 *
 * @param spec a spec that is valid in the read view; fields may be left out.
 * @throws VeleroVersionError for a text that names no release.
 */
export function lintForVelero(
  spec: K8sBackupTargetSpec,
  { veleroVersion }: VeleroLintOptions = {},
): readonly Finding[] {
  const velero = resolveVeleroVersion(veleroVersion);
  const findings = bounded(findingsFor(spec, velero), {
    severityOf: veleroSeverity,
    findingOf: (found) => veleroFinding(found, velero),
  });
  return [...findings, ...releaseFindings(velero)];
}

function* findingsFor(spec: K8sBackupTargetSpec, { rules }: VeleroVersion): Iterable<FindingDraft> {
  for (const found of veleroFindings(spec)) {
    if (holdsFor(found.template, rules.release)) yield found;
  }
}

/**
 * The errors that every release of Velero has in common, and a `ttl` of zero: reasons to make no Backup.
 *
 * @param spec a spec that is valid in the read view; fields may be left out.
 */
export function refusedByVelero(spec: K8sBackupTargetSpec): readonly Finding[] {
  return bounded(refusals(spec), {
    severityOf: veleroSeverity,
    findingOf: (found) => ({ ...findingOf(found), severity: 'error' }),
  });
}

function* refusals(spec: K8sBackupTargetSpec): Iterable<FindingDraft> {
  for (const found of specFindings(spec)) if (veleroSeverity(found) === 'error') yield found;
}

function* veleroFindings(spec: K8sBackupTargetSpec): Iterable<FindingDraft> {
  const lists = listsOf(spec);
  yield* specFindings(spec);
  yield* namespaceFindings(lists);
  yield* resourceFindings(lists);
  yield* clusterScopeFindings(spec.include_cluster_resources ?? null, lists);
  yield* selectorFindings(spec, lists);
  yield* ttlFindings(spec.ttl ?? null);
}

function veleroFinding(
  { template, path, values }: FindingDraft,
  { version }: VeleroVersion,
): Finding {
  const finding = findingOf({ template, path, values: { ...values, version } });
  return { ...finding, severity: veleroSeverity({ template, path, values }) };
}

function veleroSeverity({ template }: FindingDraft): Severity {
  return template.veleroSeverity ?? template.severity;
}
