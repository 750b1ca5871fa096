/** The outcome of forwarding the targets to Velero. */
export interface Forwarding {
  /** Faults that the operator must know of or correct. */
  readonly problems: readonly string[];
  /** Work that a later hook does by itself, while everything else is backed up as it should be. */
  readonly notes: readonly string[];
  /** Targets without backups until a later hook forwards them by itself. */
  readonly waits: readonly string[];
  /** Changes that were made, for the log. */
  readonly done: readonly string[];
  /** True if everything wanted is in place, and nothing else. */
  readonly isComplete: boolean;
}

/** The outcome at the place that config names, which the places before it are left for. */
export interface PlaceForwarding extends Forwarding {
  /** The names, as their Schedules have them, of wanted targets that nothing backs up there yet. */
  readonly unserved: ReadonlySet<string>;
  /** Those of them that the place holds, and which it is certain to serve by the next update-status. */
  readonly settling: ReadonlySet<string>;
}

/** Nothing to say and nothing done. */
export const NOTHING: Forwarding = {
  problems: [],
  notes: [],
  waits: [],
  done: [],
  isComplete: true,
};

/** A problem that keeps everything as it is. */
export function problem(...problems: readonly string[]): Forwarding {
  return { ...NOTHING, problems, isComplete: false };
}

/** Several outcomes as one. */
export function together(...outcomes: readonly Forwarding[]): Forwarding {
  return {
    problems: outcomes.flatMap(({ problems }) => problems),
    notes: outcomes.flatMap(({ notes }) => notes),
    waits: outcomes.flatMap(({ waits }) => waits),
    done: outcomes.flatMap(({ done }) => done),
    isComplete: outcomes.every(({ isComplete }) => isComplete),
  };
}
