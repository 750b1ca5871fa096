// Room: Cron expressions as each release of Velero reads them. May import no other room.
import type { Dialect } from './dialect.js';

/** The values that one field of a cron expression allows. */
export interface CronField {
  readonly values: ReadonlySet<number>;
  /** True if it holds `*` or `?` without a step: then the field counts as unrestricted. */
  readonly star: boolean;
}

/** Runs at the minutes that all fields allow, in a time zone. */
export interface FieldSchedule {
  readonly kind: 'fields';
  readonly dialect: Dialect;
  readonly zone: string;
  readonly minute: CronField;
  readonly hour: CronField;
  readonly dayOfMonth: CronField;
  readonly month: CronField;
  /** 0 is Sunday. */
  readonly dayOfWeek: CronField;
}

/** Runs every so many whole seconds, counted from the last run. */
export interface EverySchedule {
  readonly kind: 'every';
  readonly seconds: number;
}

/** A parsed cron expression. */
export type CronSchedule = FieldSchedule | EverySchedule;

/** Tells whether the schedule's day fields allow a day. */
export function allowsDay(
  { dialect, dayOfMonth, dayOfWeek }: FieldSchedule,
  day: number,
  weekday: number,
): boolean {
  const inMonth = dayOfMonth.values.has(day);
  const inWeek = dayOfWeek.values.has(weekday);
  const either = dialect.daysMeanEither && !dayOfMonth.star && !dayOfWeek.star;
  return either ? inMonth || inWeek : inMonth && inWeek;
}
