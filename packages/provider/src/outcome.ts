import type { Finding } from '@k8s-backup-target/lint';
import { describeIssue } from '@k8s-backup-target/schema';

/** The reason why nothing was done: another unit leads, nothing is related, or the hook does not refresh the target. */
export type SkipReason = 'not-leader' | 'no-relation' | 'hook-not-ours';

/** The outcome for one relation. `gone`: Juju has removed it meanwhile, which is no fault of the charm. */
export interface RelationOutcome {
  /** For example `backup:1`. */
  readonly relation: string;
  readonly status: 'published' | 'withdrawn' | 'unchanged' | 'gone';
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
      /** `unchanged` if no relation needed a write. */
      readonly status: 'published' | 'withdrawn' | 'unchanged';
      /** Every relation on the endpoint, in Juju's order. */
      readonly relations: readonly RelationOutcome[];
      /** Likely mistakes in the spec that do not keep it from being published. */
      readonly warnings: readonly Finding[];
    };

const SKIPPED: Readonly<Record<SkipReason, string>> = {
  'not-leader': 'this unit is not the leader',
  'no-relation': 'nothing is related to',
  'hook-not-ours': 'the hook does not refresh the backup target',
};

const PHRASE: Readonly<Record<RelationOutcome['status'], string>> = {
  published: 'published to',
  withdrawn: 'withdrawn from',
  unchanged: 'unchanged in',
  gone: 'gone:',
};

/** Up to here relations are named, beyond they are counted: a unit's status is one line. */
const MOST_NAMED = 3;

/** An outcome in one line, fit for a log or a unit's status: `published to backup:1; unchanged in 12 relations`. */
export function describeOutcome(outcome: Outcome): string {
  if (outcome.status === 'skipped') {
    const where = outcome.reason === 'no-relation' ? ` ${outcome.endpoints.join(' or ')}` : '';
    return `skipped: ${SKIPPED[outcome.reason]}${where}`;
  }
  const statuses = new Set(outcome.relations.map(({ status }) => status));
  const parts = [...statuses].map((status) => {
    const relations = outcome.relations.filter((each) => each.status === status);
    return `${PHRASE[status]} ${nameOrCount(relations.map(({ relation }) => relation))}`;
  });
  const warnings = outcome.warnings.map((warning) => `warning: ${describeIssue(warning)}`);
  return [...parts, ...warnings].join('; ');
}

function nameOrCount(relations: readonly string[]): string {
  return relations.length > MOST_NAMED ? `${relations.length} relations` : relations.join(', ');
}
