import { SEARCHED_YEARS } from './next-run.js';
import { allowsDay, type CronSchedule, type FieldSchedule } from './schedule.js';

/** After this many years, weekdays and leap years repeat, outside of a century's turn. */
const CYCLE = 28;
const FIRST_YEAR = 2001;

/** The frequency of a schedule's day: `never`, `too-rarely` for Velero to see the next one, or `often-enough`. */
export type Coverage = 'never' | 'too-rarely' | 'often-enough';

/**
 * Tells whether a run is always within the years that Velero looks ahead. Where none is found, `Next`
 * returns year 1, which is past, and Velero takes the schedule for due: once a minute, for ever.
 */
export function coverageOf(schedule: CronSchedule): Coverage {
  if (schedule.kind === 'every') return 'often-enough';
  if (schedule.minute.values.size === 0 || schedule.hour.values.size === 0) return 'never';
  const years = yearsWithRuns(schedule);
  const [first] = years;
  if (first === undefined) return 'never';
  const gaps = [...years, first + CYCLE].map((year, index, all) => year - (all[index - 1] ?? year));
  return Math.max(...gaps) > SEARCHED_YEARS ? 'too-rarely' : 'often-enough';
}

function yearsWithRuns(schedule: FieldSchedule): number[] {
  return Array.from({ length: CYCLE }, (_, index) => FIRST_YEAR + index).filter((year) =>
    hasRunIn(schedule, year),
  );
}

function hasRunIn(schedule: FieldSchedule, year: number): boolean {
  const date = new Date(Date.UTC(year, 0, 1));
  while (date.getUTCFullYear() === year) {
    const inMonth = schedule.month.values.has(date.getUTCMonth() + 1);
    if (inMonth && allowsDay(schedule, date.getUTCDate(), date.getUTCDay())) return true;
    date.setUTCDate(date.getUTCDate() + 1);
  }
  return false;
}

/** Tells whether two schedules run at the same times, apart from daylight saving. */
export function runAlike(one: CronSchedule, other: CronSchedule): boolean {
  if (one.kind === 'every' || other.kind === 'every') return one.kind === other.kind;
  return (
    sameValues(one.minute.values, other.minute.values) &&
    sameValues(one.hour.values, other.hour.values) &&
    sameValues(one.month.values, other.month.values) &&
    sameDays(one, other)
  );
}

function sameDays(one: FieldSchedule, other: FieldSchedule): boolean {
  return DAYS.every((day) =>
    WEEKDAYS.every((weekday) => allowsDay(one, day, weekday) === allowsDay(other, day, weekday)),
  );
}

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1);
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];

function sameValues(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((value) => other.has(value));
}
