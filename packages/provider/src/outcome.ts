import type { Finding } from '@k8s-backup-target/lint';
import { describeIssue, summarizeIssues } from '@k8s-backup-target/schema';
import type { SpecIssue } from './publishable-spec.js';

/**
 * The reason why nothing was done: the hook does not refresh the target, nothing is related, another unit leads, or
 * nothing is to be backed up.
 */
export type SkipReason = 'hook-not-ours' | 'no-relation' | 'not-leader' | 'nothing-wanted';

/** The outcome for one relation. */
export interface RelationOutcome {
  /** For example `backup:1`. */
  readonly relation: string;
  /**
   * `unchanged`: it holds the target already. `absent`: it held no target that could be withdrawn. `gone`: Juju has
   * removed it meanwhile, which is not the charm's fault.
   */
  readonly status: 'published' | 'unchanged' | 'withdrawn' | 'absent' | 'gone';
}

/** The outcome of `handle`, `publish` or `withdraw`. */
export type Outcome =
  | {
      readonly status: 'skipped';
      readonly reason: SkipReason;
      /** The provider's endpoints. */
      readonly endpoints: readonly string[];
    }
  | {
      /** The spec is invalid, or the backup operator would reject it: what was published before stays. */
      readonly status: 'refused';
      /** Every fault; the paths point into the spec, for example `/ttl`. */
      readonly issues: readonly SpecIssue[];
    }
  | {
      /** `unchanged` if no relation needed a write. */
      readonly status: 'published' | 'withdrawn' | 'unchanged';
      /** Every relation on the endpoints, in Juju's order. */
      readonly relations: readonly RelationOutcome[];
      /** Likely mistakes in the spec that do not keep it from being published. */
      readonly warnings: readonly Finding[];
    };

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  'hook-not-ours': 'the hook does not refresh the backup target',
  'no-relation': 'nothing is related to',
  'not-leader': 'this unit is not the leader',
  'nothing-wanted': 'nothing is to be backed up',
};

const PHRASE: Readonly<Record<RelationOutcome['status'], string>> = {
  published: 'published to',
  unchanged: 'unchanged in',
  withdrawn: 'withdrawn from',
  absent: 'nothing to withdraw from',
  gone: 'gone:',
};

/** Up to here relations are named, beyond they are counted: a unit's status is one line. */
const MOST_NAMED = 3;

/** An outcome in one line, fit for a log: `published to backup:1; unchanged in 12 relations`. */
export function describeOutcome(outcome: Outcome): string {
  if (outcome.status === 'skipped') {
    const where = outcome.reason === 'no-relation' ? ` ${outcome.endpoints.join(' or ')}` : '';
    return `skipped: ${SKIPPED[outcome.reason]}${where}`;
  }
  if (outcome.status === 'refused') return `refused: ${summarizeIssues(outcome.issues)}`;
  const statuses = new Set(outcome.relations.map(({ status }) => status));
  const parts = [...statuses].map((status) => {
    const relations = outcome.relations.filter((each) => each.status === status);
    return `${PHRASE[status]} ${nameOrCount(relations)}`;
  });
  const warnings = outcome.warnings.map((warning) => `warning: ${describeIssue(warning)}`);
  return [...parts, ...warnings].join('; ');
}

/** `backup:1, backup:2`, or `4 relations`. */
export function nameOrCount(relations: readonly RelationOutcome[]): string {
  if (relations.length > MOST_NAMED) return `${relations.length} relations`;
  return relations.map(({ relation }) => relation).join(', ');
}
