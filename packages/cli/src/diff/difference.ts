// Room: How the Schedules of a cluster differ from those that the targets ask for. May import any room that does not need it.
/**
 * The state of a Schedule next to the wanted one.
 *
 * | state | meaning |
 * |---|---|
 * | `same` | as wanted |
 * | `missing` | wanted, and not there |
 * | `stale` | there, and different from what is wanted |
 * | `held-back` | of a target that is refused now: it stays as it is |
 * | `unknown` | there, and the input does not show whether its application still publishes a target |
 * | `orphaned` | there for a target that is no longer wanted |
 * | `duplicate` | a further one of a target that has its own: what it selects is saved twice |
 * | `foreign` | has the name that is wanted, and is somebody else's |
 */
export type DiffState =
  | 'same'
  | 'missing'
  | 'stale'
  | 'held-back'
  | 'unknown'
  | 'orphaned'
  | 'duplicate'
  | 'foreign';

/** One Schedule, wanted or found. */
export interface Difference {
  readonly state: DiffState;
  readonly app: string | null;
  readonly namespace: string;
  readonly name: string;
  /** Whose it is: its label `managed-by`; null where it has none or is not there. */
  readonly owner: string | null;
  /** The Schedule's labels, where it is there; else those that it should have. */
  readonly labels: Readonly<Record<string, unknown>>;
  readonly detail: string;
  readonly changes: readonly Change[];
}

/** A field that differs. */
export interface Change {
  /** JSON Pointer into the Schedule. */
  readonly path: string;
  /** As JSON; null where the field is not set. */
  readonly wanted: string | null;
  readonly found: string | null;
}
