import { type Issue, summarizeIssues } from '@k8s-backup-target/schema';

/** The charm's spec breaks the contract, or the backup operator would reject it. Nothing was written. */
export class InvalidSpecError extends Error {
  override readonly name = 'InvalidSpecError';
  readonly code = 'invalid-spec';
  /** Every fault; the paths point into the spec, for example `/ttl`. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(`invalid-spec: ${summarizeIssues(issues)}`);
    this.issues = issues;
  }
}
