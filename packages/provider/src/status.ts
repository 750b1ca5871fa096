import { summarizeIssues } from '@k8s-backup-target/schema';
import { nameOrCount, type Outcome, type RelationOutcome, type SkipReason } from './outcome.js';

/** A status for the unit to show. */
export interface UnitStatus {
  readonly status: 'active' | 'waiting' | 'blocked';
  /** One line. */
  readonly message: string;
}

/**
 * The status that an outcome of the provider calls for: what is so now, not what this hook did.
 *
 * @returns null where the status is to stay as it is: a hook that does not refresh the target has looked at
 * nothing, and must not turn "blocked" into "active".
 */
export function statusOf(outcome: Outcome): UnitStatus | null {
  switch (outcome.status) {
    case 'refused':
      return {
        status: 'blocked',
        message: `invalid backup target: ${summarizeIssues(outcome.issues)}`,
      };
    case 'skipped':
      return statusOfSkipped(outcome.reason, outcome.endpoints);
    default:
      return statusOfRelations(outcome.relations);
  }
}

function statusOfSkipped(reason: SkipReason, endpoints: readonly string[]): UnitStatus | null {
  switch (reason) {
    case 'hook-not-ours':
      return null;
    case 'not-leader':
      return { status: 'active', message: 'the leader publishes the backup target' };
    case 'nothing-wanted':
      return { status: 'active', message: 'nothing to back up' };
    case 'no-relation':
      return {
        status: 'waiting',
        message: `no backup charm is related to ${endpoints.join(' or ')}`,
      };
  }
}

/** A relation that Juju lists and has forgotten is named: an operator can do something about it. */
function statusOfRelations(relations: readonly RelationOutcome[]): UnitStatus {
  const holding = relations.filter(
    ({ status }) => status === 'published' || status === 'unchanged',
  );
  const gone = relations.filter(({ status }) => status === 'gone');
  const more = gone.length === 0 ? '' : `; gone: ${nameOrCount(gone)}`;
  if (holding.length > 0)
    return { status: 'active', message: `published to ${nameOrCount(holding)}${more}` };
  if (gone.length === relations.length)
    return {
      status: 'waiting',
      message: `the relation to the backup charm is gone: ${nameOrCount(gone)}`,
    };
  return { status: 'active', message: `nothing to back up${more}` };
}
