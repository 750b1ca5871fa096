import type { RelatedTarget } from '@k8s-backup-target/requirer';

/** What became of forwarding the targets to Velero. */
export interface Forwarding {
  /** What the operator must know or correct, each fit for the unit's status. */
  readonly problems: readonly string[];
  /** What was changed, each fit for the log. */
  readonly done: readonly string[];
}

/** Nothing to say and nothing done. */
export const NOTHING: Forwarding = { problems: [], done: [] };

/** What is to be forwarded. */
export interface TargetsToForward {
  /** Every valid target once. */
  readonly targets: readonly RelatedTarget[];
  /** Whether a target was refused. What was forwarded for it before cannot be told from what is gone. */
  readonly hasRefused: boolean;
}
