import type { K8sBackupTargetSpec, Severity } from '@k8s-backup-target/schema';
import { bounded } from './bounded.js';
import { type Finding, findingOf, holdsFor, type Match } from './finding.js';
import { clusterScopeMatches } from './rules/cluster-scope.js';
import { listsOf } from './rules/lists.js';
import { namespaceMatches } from './rules/namespaces.js';
import { resourceMatches } from './rules/resources.js';
import { selectorMatches } from './rules/selector.js';
import { specMatches } from './rules/spec.js';
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
  const findings = bounded(matchesFor(spec, velero), {
    severityOf: veleroSeverity,
    findingOf: (found) => veleroFinding(found, velero),
  });
  return [...findings, ...releaseFindings(velero)];
}

function* matchesFor(spec: K8sBackupTargetSpec, { rules }: VeleroVersion): Iterable<Match> {
  for (const found of veleroMatches(spec)) {
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

function* refusals(spec: K8sBackupTargetSpec): Iterable<Match> {
  for (const found of specMatches(spec)) if (veleroSeverity(found) === 'error') yield found;
}

function* veleroMatches(spec: K8sBackupTargetSpec): Iterable<Match> {
  const lists = listsOf(spec);
  yield* specMatches(spec);
  yield* namespaceMatches(lists);
  yield* resourceMatches(lists);
  yield* clusterScopeMatches(spec.include_cluster_resources ?? null, lists);
  yield* selectorMatches(spec, lists);
}

function veleroFinding({ template, path, values }: Match, { version }: VeleroVersion): Finding {
  const finding = findingOf({ template, path, values: { ...values, version } });
  return { ...finding, severity: veleroSeverity({ template, path, values }) };
}

function veleroSeverity({ template }: Match): Severity {
  return template.veleroSeverity ?? template.severity;
}
