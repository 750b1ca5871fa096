import type { RelatedIssue, RelatedTarget, TargetKey } from '@k8s-backup-target/requirer';

/** A target in one line: who asks, and through which relation. */
export function describeTarget({ relation, target }: RelatedTarget): string {
  return `${target.app} (endpoint ${target.relation_name}, model ${target.model}) in ${relation}`;
}

/** An issue in one line: where it is, how grave, and what to do. */
export function describeIssue({
  relation,
  remoteApp,
  path,
  severity,
  message,
}: RelatedIssue): string {
  return `${severity} in ${relation} from ${remoteApp}: ${path || 'the databag'} ${message}`;
}

/** What identifies a target, in one line. */
export function describeKey({ app, endpoint, model }: TargetKey): string {
  return `${app} on endpoint ${endpoint} in model ${model}`;
}

/** `1 backup target`, `2 backup targets`. */
export function countOf(targets: readonly RelatedTarget[]): string {
  return `${targets.length} backup ${targets.length === 1 ? 'target' : 'targets'}`;
}
