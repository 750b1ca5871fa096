/** The outcome of forwarding the targets to Velero. */
export interface Forwarding {
  /** Faults that the operator must know of or correct. */
  readonly problems: readonly string[];
  /** Work that a later hook does by itself. */
  readonly notes: readonly string[];
  /** Changes that were made, for the log. */
  readonly done: readonly string[];
  /** True if everything wanted is in place. Only then may the other way of forwarding be left. */
  readonly isComplete: boolean;
}

/** Nothing to say and nothing done. */
export const NOTHING: Forwarding = { problems: [], notes: [], done: [], isComplete: true };

/** A problem that keeps everything as it is. */
export function problem(...problems: readonly string[]): Forwarding {
  return { ...NOTHING, problems, isComplete: false };
}

/** Several outcomes as one. */
export function together(...outcomes: readonly Forwarding[]): Forwarding {
  return {
    problems: outcomes.flatMap(({ problems }) => problems),
    notes: outcomes.flatMap(({ notes }) => notes),
    done: outcomes.flatMap(({ done }) => done),
    isComplete: outcomes.every(({ isComplete }) => isComplete),
  };
}
