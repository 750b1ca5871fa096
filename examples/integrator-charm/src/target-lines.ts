import type { Finding } from '@k8s-backup-target/lint';
import type { RelatedIssue, RelatedTarget } from '@k8s-backup-target/requirer';
import { describeIssue } from '@k8s-backup-target/schema';

/** A target in one line: who asks, and through which relation. */
export function targetLine({ relation, target }: RelatedTarget): string {
  return `${target.app} (endpoint ${target.relation_name}, model ${target.model}) in ${relation}`;
}

/** An issue in one line: where it is, how grave, and what to do. */
export function issueLine(issue: RelatedIssue): string {
  const { relation, remoteApp, severity, path } = issue;
  return `${severity} in ${relation} from ${remoteApp}: ${describeIssue({ ...issue, path: path || 'the databag' })}`;
}

/** A finding on a target in one line: how grave, whose, where, what, and what to do. */
export function findingLine(related: RelatedTarget, finding: Finding): string {
  return `${finding.severity} in ${targetLine(related)}: ${describeIssue(finding)}`;
}
