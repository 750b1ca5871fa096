import { allowsDay, type CronSchedule, type FieldSchedule } from './schedule.js';
import { type WallClock, wallClock } from './wall-clock.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The number of years that Velero's cron libraries look ahead. */
export const SEARCHED_YEARS = 5;

/**
 * Finds the runs of a schedule one after another, as the library's `Next` does.
 *
 * @returns a function from an instant to the first run after it, in milliseconds since 1970; undefined
 * where the library gives up, or never ends.
 */
export function runsOf(schedule: CronSchedule): (after: number) => number | undefined {
  if (schedule.kind === 'every') {
    return (after) => wholeSecond(after) + schedule.seconds * SECOND;
  }
  const clock = wallClock(schedule.zone);
  return (after) => new Search(schedule, clock, wholeSecond(after) + SECOND).run();
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / SECOND) * SECOND;
}

/**
 * One search. It moves forward field by field, from the month down to the second, and starts over
 * whenever a field rolls over, since the fields above may no longer match. The steps are the ones of
 * the libraries, since where daylight saving begins or ends, their order decides what comes out.
 */
class Search {
  readonly #schedule: FieldSchedule;
  readonly #clock: WallClock;
  readonly #lastYear: number;
  #at: number;
  /** True if the fields below the one in hand are at their start. */
  #moved = false;
  /** True where the libraries search for ever. */
  #isStuck = false;

  constructor(schedule: FieldSchedule, clock: WallClock, from: number) {
    this.#schedule = schedule;
    this.#clock = clock;
    this.#at = from;
    this.#lastYear = clock.read(from).year + SEARCHED_YEARS;
  }

  run(): number | undefined {
    while (!this.#isStuck && this.#clock.read(this.#at).year <= this.#lastYear) {
      if (this.#findMonth() && this.#findDay() && this.#findHour() && this.#findMinute()) {
        if (this.#findSecond()) return this.#at;
      }
    }
    return undefined;
  }

  /** Each `find` answers whether it came to a match without rolling over. */
  #findMonth(): boolean {
    for (;;) {
      const { year, month } = this.#clock.read(this.#at);
      if (this.#schedule.month.values.has(month)) return true;
      if (!this.#moved) this.#moveTo(this.#clock.instantOf(year, month, 1));
      const { day, hour, minute, second } = this.#clock.read(this.#at);
      this.#at = this.#clock.instantOf(year, month + 1, day, hour, minute, second);
      if (this.#clock.read(this.#at).month === 1) return false;
    }
  }

  #findDay(): boolean {
    for (;;) {
      const found = this.#clock.read(this.#at);
      if (allowsDay(this.#schedule, found.day, found.weekday)) return true;
      if (!this.#moved) this.#moveTo(this.#clock.instantOf(found.year, found.month, found.day));
      const before = this.#at;
      const { year, month, day, hour, minute, second } = this.#clock.read(before);
      this.#at = this.#clock.instantOf(year, month, day + 1, hour, minute, second);
      this.#correctMidnight();
      // Where a zone has skipped a whole day, Go takes it for the day before.
      this.#isStuck = this.#at === before;
      if (this.#isStuck) return false;
      if (this.#clock.read(this.#at).day === 1) return false;
    }
  }

  /** If daylight saving skips midnight, the day before or after it may have been met at another hour. */
  #correctMidnight(): void {
    const { hour } = this.#clock.read(this.#at);
    if (hour !== 0) this.#at += (hour > 12 ? 24 - hour : -hour) * HOUR;
  }

  #findHour(): boolean {
    const { hour: hours } = this.#schedule;
    for (;;) {
      const { year, month, day, hour } = this.#clock.read(this.#at);
      if (hours.values.has(hour)) return true;
      if (!this.#moved) this.#moveTo(this.#clock.instantOf(year, month, day, hour));
      const before = this.#clock.read(this.#at).hour;
      this.#at += HOUR;
      const after = this.#clock.read(this.#at).hour;
      if (this.#runsAfterGap(before, after)) return true;
      if (after === 0) return false;
    }
  }

  #runsAfterGap(before: number, after: number): boolean {
    const { dialect, hour } = this.#schedule;
    return dialect.runsSkippedHour && after - before === 2 && hour.values.has(after - 1);
  }

  #findMinute(): boolean {
    while (!this.#schedule.minute.values.has(this.#clock.read(this.#at).minute)) {
      if (!this.#moved) this.#moveTo(Math.floor(this.#at / MINUTE) * MINUTE);
      this.#at += MINUTE;
      if (this.#clock.read(this.#at).minute === 0) return false;
    }
    return true;
  }

  /** Every run is at second 0. */
  #findSecond(): boolean {
    const { second } = this.#clock.read(this.#at);
    if (second === 0) return true;
    this.#moveTo(this.#at + (60 - second) * SECOND);
    return false;
  }

  #moveTo(instant: number): void {
    this.#at = instant;
    this.#moved = true;
  }
}
