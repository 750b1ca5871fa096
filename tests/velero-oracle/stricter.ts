import type { LintRule } from '@k8s-backup-target/lint';

/** A finding that the oracle does not share, told by its rule and the end of its message. */
export interface Stricter {
  readonly rule: LintRule;
  /** The end of the message; empty where every finding of the rule is meant. */
  readonly message: string;
  readonly reason: string;
}

/**
 * Cases in which this package refuses what the oracle accepts, with the reason. A refusal that is neither
 * shared by the oracle nor listed here is a disagreement.
 */
export const STRICTER: readonly Stricter[] = [
  {
    rule: 'glob-syntax',
    message: '',
    reason:
      'Velero validates no brackets: it fails, or matches nothing, when it collects. The glob library itself judges this rule, in judge-globs.ts.',
  },
  {
    rule: 'ttl-zero',
    message: '',
    reason:
      'Velero reads zero as "not set" and keeps the backup for the server\'s default of 720 hours: someone who writes 0 does not mean that.',
  },
  {
    rule: 'namespace-name',
    message: 'holds a "[" inside brackets',
    reason:
      'Velero looks only for the next "]" and takes "[[a]". Its glob library reads the inner bracket as a member of the set, which no namespace holds.',
  },
];
