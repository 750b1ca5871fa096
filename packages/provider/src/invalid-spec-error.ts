import type { LintRule } from '@k8s-backup-target/lint';
import { type ContractRule, type Issue, summarizeIssues } from '@k8s-backup-target/schema';

/** One fault of a spec: it breaks the contract, or the backup operator would refuse it. */
export type SpecIssue = Issue<ContractRule | LintRule>;

/** The charm's spec breaks the contract, or the backup operator would refuse it. Nothing was written. */
export class InvalidSpecError extends Error {
  override readonly name = 'InvalidSpecError';
  readonly code = 'invalid-spec';
  /** Every fault; the paths point into the spec, for example `/ttl`. */
  readonly issues: readonly SpecIssue[];

  constructor(issues: readonly SpecIssue[]) {
    super(`invalid-spec: ${summarizeIssues(issues)}`);
    this.issues = issues;
  }
}

/** Recognises an {@link InvalidSpecError}, also one of another copy of this package. */
export function isInvalidSpecError(error: unknown): error is InvalidSpecError {
  return (
    error instanceof Error &&
    error.name === 'InvalidSpecError' &&
    'code' in error &&
    error.code === 'invalid-spec'
  );
}
