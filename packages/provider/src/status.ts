import type { InvalidSpecError } from './invalid-spec-error.js';
import { describeOutcome, type Outcome } from './outcome.js';

/** A status for the unit to show. */
export interface UnitStatus {
  readonly status: 'active' | 'waiting' | 'blocked';
  /** One line. */
  readonly message: string;
}

/**
 * The status that an outcome of the provider calls for, or an `InvalidSpecError` that it threw.
 *
 * @returns null where the status is to stay as it is: a hook that does not refresh the target has looked at
 * nothing, and must not turn "blocked" into "active".
 */
export function statusOf(outcome: Outcome | InvalidSpecError): UnitStatus | null {
  if (outcome instanceof Error) return { status: 'blocked', message: outcome.message };
  if (outcome.status !== 'skipped') {
    return { status: 'active', message: describeOutcome(outcome) };
  }
  switch (outcome.reason) {
    case 'hook-not-ours':
      return null;
    case 'not-leader':
      return { status: 'active', message: 'the leader publishes the backup target' };
    case 'no-relation': {
      const message = `no backup charm is related to ${outcome.endpoints.join(' or ')}`;
      return { status: 'waiting', message };
    }
  }
}
