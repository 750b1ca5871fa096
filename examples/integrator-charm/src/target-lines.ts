import type { RelatedIssue, RelatedTarget } from '@k8s-backup-target/requirer';

/** A target in one line: who asks, and through which relation. */
export function targetLine({ relation, target }: RelatedTarget): string {
  return `${target.app} (endpoint ${target.relation_name}, model ${target.model}) in ${relation}`;
}

/** An issue in one line: where it is, how grave, and what to do. */
export function issueLine({ relation, remoteApp, path, severity, message }: RelatedIssue): string {
  return `${severity} in ${relation} from ${remoteApp}: ${path || 'the databag'} ${message}`;
}
