import type { VeleroRules } from '@k8s-backup-target/lint';

/**
 * The cron library that a Velero server parses a Schedule with.
 *
 * - `robfig`: github.com/robfig/cron/v3 v3.0.1, up to Velero 1.18.2.
 * - `netresearch`: github.com/netresearch/go-cron v0.15.0, from Velero 1.18.3, and on `main`.
 */
export type CronLibrary = VeleroRules['cronLibrary'];

/** The differences between the two libraries. */
export interface Dialect {
  readonly library: CronLibrary;
  /** The last day of the week: 7 is a second name of Sunday, where it is allowed. */
  readonly lastDayOfWeek: 6 | 7;
  /** True if a range may run over the end of its field: `fri-mon`, `22-2`. */
  readonly wrapsAround: boolean;
  /** True if a step other than 1 must be shorter than its range: `0-59/60` is refused. */
  readonly boundsStep: boolean;
  /** True if a day of month and a day of week, both restricted, mean "either"; else "both". */
  readonly daysMeanEither: boolean;
  /** True if a run in the hour that daylight saving skips happens after it; else not at all. */
  readonly runsSkippedHour: boolean;
  /** True if `@every` refuses less than a second; else it makes it one. */
  readonly boundsEvery: boolean;
  /** The longest expression, in bytes of UTF-8. */
  readonly maxLength: number;
}

const DIALECTS: Readonly<Record<CronLibrary, Dialect>> = {
  robfig: {
    library: 'robfig',
    lastDayOfWeek: 6,
    wrapsAround: false,
    boundsStep: false,
    daysMeanEither: true,
    runsSkippedHour: false,
    boundsEvery: false,
    maxLength: Number.POSITIVE_INFINITY,
  },
  netresearch: {
    library: 'netresearch',
    lastDayOfWeek: 7,
    wrapsAround: true,
    boundsStep: true,
    daysMeanEither: false,
    runsSkippedHour: true,
    boundsEvery: true,
    maxLength: 1024,
  },
};

/** The dialect of a cron library. */
export function dialectOf(library: CronLibrary): Dialect {
  return DIALECTS[library];
}
