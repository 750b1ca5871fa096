import { type Issue, summarizeIssues } from '@k8s-backup-target/schema';

/**
 * Why nothing was made.
 *
 * | code | meaning | `issues` point into |
 * |---|---|---|
 * | `invalid-target` | Velero or Kubernetes would refuse the target, or read it in another sense | the target (`/spec/ttl`) |
 * | `invalid-schedule` | Velero would refuse the cron expression, or start a backup each minute | the schedule (`/cron`) |
 * | `invalid-options` | an option that Kubernetes would refuse | the options (`/namespace`) |
 * | `invalid-ttl` | not a ttl of the contract, or one without a length | the ttl |
 * | `one-target-only` | `velero_backup_config` holds one target per relation, and was given none or several | the list of targets |
 */
export type VeleroErrorCode =
  | 'invalid-target'
  | 'invalid-schedule'
  | 'invalid-options'
  | 'invalid-ttl'
  | 'one-target-only';

/** A refusal, with everything that is wrong. The message names the code and the first issue. */
export class VeleroError extends Error {
  override readonly name = 'VeleroError';
  readonly code: VeleroErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: VeleroErrorCode, issues: readonly Issue[]) {
    super(`${code}: ${summarizeIssues(issues)}`);
    this.code = code;
    this.issues = issues;
  }
}

/** @throws VeleroError when there is an issue. */
export function refuseIf(code: VeleroErrorCode, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new VeleroError(code, issues);
}
