import { type Fields, type FoundSchedule, keyOf, readSchedule } from './found-schedule.js';
import { isPausedByHand, keptPaused } from './pause.js';
import type { Schedule } from './resources.js';
import { agrees } from './schedule-agreement.js';
import { schedulePatch } from './schedule-patch.js';

/** The steps by which the cluster's Schedules come to agree with the desired ones. */
export interface Reconciliation {
  /** Schedules to create with POST, so one that appears meanwhile is not overwritten. */
  readonly creates: readonly Schedule[];
  /** Schedules of ours that differ. */
  readonly updates: readonly ScheduleUpdate[];
  /** Schedules of ours to delete, since nothing desires them. */
  readonly deletes: readonly ScheduleReference[];
  /** Schedules that cannot be written. */
  readonly conflicts: readonly ScheduleConflict[];
  /** Schedules of ours that a person has paused. They stay paused. */
  readonly pausedByHand: readonly ScheduleReference[];
}

/** Names a Schedule in the cluster, as it was read. */
export interface ScheduleReference {
  readonly name: string;
  readonly namespace: string;
  /** For a delete that spares a Schedule which someone has made meanwhile; null if not known. */
  readonly uid: string | null;
  /** The annotations whose values are texts. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** One Schedule of ours to change. */
export interface ScheduleUpdate {
  /** The Schedule that it becomes. */
  readonly schedule: Schedule;
  readonly reference: ScheduleReference;
  /** JSON merge patch to send. The API server answers 409 if the Schedule has changed since it was read. */
  readonly patch: Fields;
}

/** One Schedule that cannot be written. */
export interface ScheduleConflict {
  readonly schedule: Schedule;
  /**
   * Who has the name: the value of the other's label `managed-by`, null where it has none, or
   * `same-name` where another desired Schedule has it and differs.
   */
  readonly owner: string | null | 'same-name';
}

/**
 * Compares the desired Schedules with those found in the cluster.
 *
 * It compares only the fields that this package writes: the labels and annotations of the target, the cron
 * expression, `paused`, `useOwnerReferencesInBackup` and the template's filters, ttl and storage options.
 * `skipImmediately` is not compared, since the server sets it back to false; the status, other labels and
 * other fields of the template are someone else's. Absent, null and empty are the same, and so are unset
 * and false for a switch of the Schedule.
 *
 * A Schedule is ours if its label `managed-by` has this value; nothing else is updated or deleted. A
 * Schedule of ours that a person has paused stays paused: an annotation tells our own pause from theirs.
 *
 * @param existing every Schedule of the namespace, as a list call returned them: without the others'
 * Schedules, a conflict shows only when the API server answers 409. What is not a Schedule, or cannot be
 * read, is ignored. Never throws on it.
 */
export function reconcile(
  desired: readonly Schedule[],
  existing: readonly unknown[],
  { managedBy }: { readonly managedBy: string },
): Reconciliation {
  const found = new Map(existing.flatMap(readSchedule).map((item) => [item.key, item]));
  const { firsts, rivals } = byName(desired);
  const plans = firsts.map((schedule) =>
    planFor(schedule, found.get(keyOf(schedule.metadata)), managedBy),
  );
  const wanted = new Set(desired.map(({ metadata }) => keyOf(metadata)));
  return {
    creates: plans.flatMap(({ create }) => create ?? []),
    updates: plans.flatMap(({ update }) => update ?? []),
    conflicts: [...plans.flatMap(({ conflict }) => conflict ?? []), ...rivals],
    pausedByHand: plans.flatMap(({ paused }) => paused ?? []),
    deletes: [...found.values()]
      .filter((item) => item.managedBy === managedBy && !wanted.has(item.key))
      .map(referenceTo),
  };
}

/** The first desired Schedule of each name, and those after it that differ: the same twice is not a conflict. */
function byName(desired: readonly Schedule[]): {
  firsts: Schedule[];
  rivals: ScheduleConflict[];
} {
  const firsts = new Map<string, Schedule>();
  for (const schedule of desired) {
    const key = keyOf(schedule.metadata);
    if (!firsts.has(key)) firsts.set(key, schedule);
  }
  const rivals = desired.filter((schedule) => {
    const first = firsts.get(keyOf(schedule.metadata));
    return JSON.stringify(first) !== JSON.stringify(schedule);
  });
  return {
    firsts: [...firsts.values()],
    rivals: rivals.map((schedule) => ({ schedule, owner: 'same-name' })),
  };
}

interface Plan {
  readonly create?: Schedule | undefined;
  readonly update?: ScheduleUpdate | undefined;
  readonly conflict?: ScheduleConflict | undefined;
  readonly paused?: ScheduleReference | undefined;
}

function planFor(schedule: Schedule, current: FoundSchedule | undefined, managedBy: string): Plan {
  if (current === undefined) return { create: schedule };
  if (current.managedBy !== managedBy) {
    return { conflict: { schedule, owner: current.managedBy } };
  }
  const isPaused = isPausedByHand(schedule, current);
  const target = isPaused ? keptPaused(schedule) : schedule;
  return {
    ...(agrees(target, current) ? {} : { update: updateOf(target, current) }),
    ...(isPaused ? { paused: referenceTo(current) } : {}),
  };
}

function updateOf(schedule: Schedule, current: FoundSchedule): ScheduleUpdate {
  return { schedule, reference: referenceTo(current), patch: schedulePatch(schedule, current) };
}

function referenceTo({ name, namespace, uid, annotations }: FoundSchedule): ScheduleReference {
  const texts = Object.entries(annotations).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { name, namespace, uid, annotations: Object.fromEntries(texts) };
}
