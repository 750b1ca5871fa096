import { type FoundSchedule, keyOf, readSchedule } from './found-schedule.js';
import type { Schedule } from './resources.js';
import { agrees } from './schedule-agreement.js';

/** What to do so that the cluster's Schedules agree with the desired ones. */
export interface Reconciliation {
  /** Schedules to create. */
  readonly creates: readonly Schedule[];
  /** Schedules to write over the ones of their name, which are ours. */
  readonly updates: readonly Schedule[];
  /** Schedules of ours to delete, since nothing desires them. */
  readonly deletes: readonly ScheduleReference[];
  /**
   * Schedules that cannot be written: one of that name exists and is not ours, or stands before it among
   * the desired ones and differs.
   */
  readonly conflicts: readonly Schedule[];
}

/** Names a Schedule in the cluster. */
export interface ScheduleReference {
  readonly name: string;
  readonly namespace: string;
  /** For a delete that spares a Schedule which someone has made anew meanwhile; null if not known. */
  readonly uid: string | null;
}

/**
 * Compares the desired Schedules with those found in the cluster.
 *
 * Only fields that this package writes are compared: the labels and annotations of the target, the cron
 * expression, `paused`, `useOwnerReferencesInBackup` and the template's filters, ttl and storage options.
 * `skipImmediately` is not, since the server sets it back to false; the status, other labels and other
 * fields of the template are someone else's. Absent, null and empty are the same, and so are unset and
 * false for a switch of the Schedule.
 *
 * Ours is what carries the label `managed-by` with this value; nothing else is updated or deleted.
 *
 * @param existing whatever a list call returned; what is not a Schedule, or cannot be read, is ignored.
 * Never throws on it.
 */
export function reconcile(
  desired: readonly Schedule[],
  existing: readonly unknown[],
  { managedBy }: { readonly managedBy: string },
): Reconciliation {
  const found = new Map(existing.flatMap(readSchedule).map((item) => [item.key, item]));
  const { firsts, rivals } = byName(desired);
  const judged = firsts.map((schedule) => {
    const current = found.get(keyOf(schedule.metadata));
    return { schedule, verdict: verdictOn(schedule, current, managedBy) };
  });
  const wanted = new Set(desired.map(({ metadata }) => keyOf(metadata)));
  const having = (verdict: Verdict) =>
    judged.filter((item) => item.verdict === verdict).map(({ schedule }) => schedule);
  return {
    creates: having('create'),
    updates: having('update'),
    conflicts: [...having('conflict'), ...rivals],
    deletes: [...found.values()]
      .filter((item) => item.managedBy === managedBy && !wanted.has(item.key))
      .map(({ name, namespace, uid }) => ({ name, namespace, uid })),
  };
}

/** The first desired Schedule of each name, and those after it that differ: the same twice is no conflict. */
function byName(desired: readonly Schedule[]): { firsts: Schedule[]; rivals: Schedule[] } {
  const firsts = new Map<string, Schedule>();
  for (const schedule of desired) {
    const key = keyOf(schedule.metadata);
    if (!firsts.has(key)) firsts.set(key, schedule);
  }
  const rivals = desired.filter((schedule) => {
    const first = firsts.get(keyOf(schedule.metadata));
    return JSON.stringify(first) !== JSON.stringify(schedule);
  });
  return { firsts: [...firsts.values()], rivals };
}

type Verdict = 'create' | 'update' | 'conflict' | 'keep';

function verdictOn(
  schedule: Schedule,
  current: FoundSchedule | undefined,
  managedBy: string,
): Verdict {
  if (current === undefined) return 'create';
  if (current.managedBy !== managedBy) return 'conflict';
  return agrees(schedule, current) ? 'keep' : 'update';
}
