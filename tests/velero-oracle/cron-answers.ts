/** What Velero's own cron libraries answer. */
import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import type { CronCase } from './arbitrary-cron.js';
import { askOracle } from './oracle.js';
import type { CronAnswer, CronQuestion } from './protocol.js';

/** The runs that are asked for. */
export const RUNS = 4;

/** An answer to each case, in their order. */
export function answersTo(cases: readonly CronCase[]): Promise<CronAnswer[]> {
  return askOracle(cases.map((one) => questionOn(one, one.from, RUNS)));
}

export function neverFires({ ended, next }: CronAnswer): boolean {
  return ended === true && next === undefined;
}

/**
 * Tells whether there is a year from whose last minutes, in whatever time zone, the library finds no run.
 * Weekdays repeat after 28 years.
 */
export async function endsSomewhere(one: CronCase): Promise<boolean> {
  const ends = YEARS.flatMap((year) =>
    HALF_HOURS.map((ahead) => new Date(Date.UTC(year, 11, 31, 23, 59, 30) - ahead * 1_800_000)),
  );
  const answers = await askOracle(ends.map((end) => questionOn(one, end, 1)));
  return answers.some(neverFires);
}

const YEARS = Array.from({ length: 28 }, (_, index) => 2001 + index);
/** Offsets by which a zone's clocks can be ahead of UTC. */
const HALF_HOURS = Array.from({ length: 54 }, (_, index) => index - 24);

/** What the library that the release has is asked about an expression. */
function questionOn(
  { veleroVersion, expression }: CronCase,
  from: Date,
  count: number,
): CronQuestion {
  const { cronLibrary, cronZones } = resolveVeleroVersion(veleroVersion).rules;
  const parser = cronZones ? cronLibrary : 'robfig-1';
  return { op: 'cron', cron: { parser, expression, from: from.toISOString(), count } };
}
