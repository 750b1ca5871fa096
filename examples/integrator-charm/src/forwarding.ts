/** What became of forwarding the targets to Velero. */
export interface Forwarding {
  /** What the operator must know or correct, each fit for the unit's status. */
  readonly problems: readonly string[];
  /** What was changed, each fit for the log. */
  readonly done: readonly string[];
}

/** Nothing to say and nothing done. */
export const NOTHING: Forwarding = { problems: [], done: [] };
