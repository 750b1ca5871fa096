import type { LintRule } from '@k8s-backup-target/lint';
import type { ContractRule, DecodedTarget, Issue, Severity } from '@k8s-backup-target/schema';
import type { TargetNames } from '@k8s-backup-target/schema/internal';
import type { ClaimRule } from './generated/claim-rule.js';

/** A valid backup target and where it was read. */
export interface RelatedTarget extends DecodedTarget {
  /** For example `k8s-backup-target:3`. */
  readonly relation: string;
  /** The application at the other end, as Juju calls it here; across models it is not the target's `app`. */
  readonly remoteApp: string;
  /**
   * True if this target does not count: another with the same app, endpoint and model does, or one that is refused
   * now would, or the application that it names is related itself.
   */
  readonly isDuplicate: boolean;
}

/** A rule that an issue of a relation can name. */
export type RelatedRule = ContractRule | LintRule | ClaimRule;

/** Something to know about what a relation's databag holds. */
export interface RelatedIssue extends Issue<RelatedRule> {
  readonly relation: string;
  readonly remoteApp: string;
  /** `error`: not a target, or one that the backup operator rejects. `warning`: likely a mistake. */
  readonly severity: Severity;
  /** True if what it was found in is not accepted as a target. */
  readonly refused: boolean;
}

/** The three names that identify a target. */
export interface TargetKey {
  /** Name of the application that asks for the backup. */
  readonly app: string;
  /** Name of the endpoint in that application's charm: `relation_name` on the wire. */
  readonly endpoint: string;
  /** Name of the application's model. */
  readonly model: string;
}

/** A target's names as text; no two targets share one. */
export function keyText({ app, relation_name, model }: TargetNames): string {
  return JSON.stringify([app, relation_name, model]);
}
