import type { LintRule } from '@k8s-backup-target/lint';
import { type ContractRule, type Issue, summarizeIssues } from '@k8s-backup-target/schema';
import type { CronRule } from './cron/generated/cron-rule.js';
import type { ConversionRule } from './generated/conversion-rule.js';

/**
 * Why nothing was made.
 *
 * | code | meaning | `issues` point into |
 * |---|---|---|
 * | `invalid-target` | the target breaks the contract; Velero or Kubernetes would refuse it, or read it in another sense; in a list, another target with its names counts | the target (`/spec/ttl`) |
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

/** A rule that a refusal can name. */
export type VeleroRule = ContractRule | LintRule | CronRule | ConversionRule | 'duplicate';

/** One thing that is refused. */
export type VeleroIssue = Issue<VeleroRule>;

/** A refusal, with everything that is wrong. The message names the code and the first issue. */
export class VeleroError extends Error {
  override readonly name = 'VeleroError';
  readonly code: VeleroErrorCode;
  readonly issues: readonly VeleroIssue[];

  constructor(code: VeleroErrorCode, issues: readonly VeleroIssue[]) {
    super(`${code}: ${summarizeIssues(issues)}`);
    this.code = code;
    this.issues = issues;
  }
}

const CODES: Readonly<Record<VeleroErrorCode, true>> = {
  'invalid-target': true,
  'invalid-schedule': true,
  'invalid-options': true,
  'invalid-ttl': true,
  'one-target-only': true,
};

/** Recognises a {@link VeleroError}, also one of another copy of this package; with `code`, of that code. */
export function isVeleroError(error: unknown, code?: VeleroErrorCode): error is VeleroError {
  return (
    error instanceof Error &&
    error.name === 'VeleroError' &&
    'code' in error &&
    typeof error.code === 'string' &&
    (code === undefined ? Object.hasOwn(CODES, error.code) : error.code === code)
  );
}

/** @throws VeleroError when there is an issue. */
export function refuseIf(code: VeleroErrorCode, issues: readonly VeleroIssue[]): void {
  if (issues.length > 0) throw new VeleroError(code, issues);
}
