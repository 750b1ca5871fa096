import type { Finding } from '@k8s-backup-target/lint';
import type { RelatedIssue, RelatedTarget, TargetKey } from '@k8s-backup-target/requirer';
import { describeIssue as describe } from '@k8s-backup-target/schema';

/** A target in one line: who asks, and through which relation. */
export function describeTarget({ relation, target }: RelatedTarget): string {
  return `${target.app} (endpoint ${target.relation_name}, model ${target.model}) in ${relation}`;
}

/** An issue in one line: where it is, how grave, and what to do. */
export function describeIssue(issue: RelatedIssue): string {
  const { relation, remoteApp, severity, refused, path } = issue;
  return `${refused ? 'refused' : severity} in ${relation} from ${remoteApp}: ${describe({ ...issue, path: path || 'the databag' })}`;
}

/** A finding on a target in one line: how grave, whose, where, what, and what to do. */
export function describeFinding(related: RelatedTarget, finding: Finding): string {
  return `${finding.severity} in ${describeTarget(related)}: ${describe(finding)}`;
}

/** The identity of a target, in one line. */
export function describeKey({ app, endpoint, model }: TargetKey): string {
  return `${app} on endpoint ${endpoint} in model ${model}`;
}

/** `1 backup target`, `2 backup targets`. */
export function countOf(targets: readonly RelatedTarget[]): string {
  return `${targets.length} backup ${targets.length === 1 ? 'target' : 'targets'}`;
}
