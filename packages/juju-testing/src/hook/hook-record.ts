import type { StatusState } from '../model/state.js';

/** One hook command as it was run. */
export interface ExecutedCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Null if a fault ended it. */
  readonly status: number | null;
}

/** A line of the unit's log. */
export interface LogLine {
  /** `TRACE`, `DEBUG`, `INFO`, `WARNING`, `ERROR` or `CRITICAL`. */
  readonly level: string;
  /** The charm's log messages. */
  readonly message: string;
  /** The relation, e.g. `backup:1`, that Juju writes in front of the message in a relation hook. */
  readonly relation: string | null;
}

/** The changes that one hook made to one databag. */
export interface DatabagChange {
  readonly relation: number;
  /** Whose databag: an application or a unit. */
  readonly entity: string;
  /** The keys with another value than before, or new. */
  readonly set: Readonly<Record<string, string>>;
  readonly deleted: readonly string[];
}

/** The outcome of an action. */
export interface ActionOutcome {
  /** By key, nested where a key has dots. `return-code` is Juju's own, and not among them. */
  readonly results: Readonly<Record<string, unknown>>;
  /** Why the charm says it failed; null if it does not. */
  readonly failure: string | null;
  readonly log: readonly string[];
}

/** The record of one hook or action. */
export interface HookRecord {
  readonly unit: string;
  /** The hook's name; empty for an action. */
  readonly hook: string;
  /** The relation it was about, as the unit sees it, e.g. `backup:1`. */
  readonly relation: string | null;
  /** Hook commands in the order they were run. */
  readonly commands: readonly ExecutedCommand[];
  readonly log: readonly LogLine[];
  /** The committed changes: empty for a hook that failed. */
  readonly changes: readonly DatabagChange[];
  /** The unit's status after it. */
  readonly status: StatusState;
  /** Null for a hook. */
  readonly action: ActionOutcome | null;
}
