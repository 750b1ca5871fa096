import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import fc from 'fast-check';
import { checkCron, nextRuns } from '../../packages/velero/src/index.js';
import { type CronCase, cronCases } from './arbitrary-cron.js';
import { askOracle } from './oracle.js';
import type { CronAnswer, CronQuestion } from './protocol.js';
import type { Verdict } from './verdict.js';

const RUNS = 4;

/** Generates cron expressions: both must refuse the same, and find the same next runs. */
export function judgeCron(count: number, seed: number): Promise<Verdict> {
  return judgeCronCases(fc.sample(cronCases(), { numRuns: count, seed }));
}

/** Judges these expressions. */
export async function judgeCronCases(cases: readonly CronCase[]): Promise<Verdict> {
  const answers = await askOracle(cases.map((one) => questionOn(one, one.from, RUNS)));
  const disagreements: string[] = [];
  for (const [index, one] of cases.entries()) {
    const difference = await differenceOn(one, answers[index] ?? {});
    if (difference !== undefined) {
      disagreements.push(`${JSON.stringify(one)}: ${difference}`);
    }
  }
  const accepted = cases.filter((one) => checkCron(one.expression, one).ok).length;
  return { judged: cases.length, accepted, disagreements };
}

async function differenceOn(one: CronCase, answer: CronAnswer): Promise<string | undefined> {
  const checked = checkCron(one.expression, one);
  if (checked.ok) return differenceInRuns(one, answer);
  if (answer.error !== undefined || neverFires(answer)) return undefined;
  const [issue] = checked.issues;
  if (issue?.rule === 'cron-too-rarely' && (await endsSomewhere(one))) return undefined;
  return `we refuse (${issue?.rule}: ${issue?.message}), the oracle answers ${JSON.stringify(answer)}`;
}

function differenceInRuns(one: CronCase, answer: CronAnswer): string | undefined {
  if (answer.error !== undefined) return `we accept, the oracle refuses: ${answer.error}`;
  if (answer.ended === true) return 'we accept, the oracle comes to a time without a next run';
  const ours = nextRuns(one.expression, one.from, RUNS, one).map((run) =>
    run.toISOString().replace('.000Z', 'Z'),
  );
  const theirs = answer.next ?? [];
  return ours.join() === theirs.join() ? undefined : `we say ${ours}, the oracle ${theirs}`;
}

function neverFires({ ended, next }: CronAnswer): boolean {
  return ended === true && next === undefined;
}

/**
 * Tells whether there is a year from whose last minutes, in whatever time zone, the library finds no run.
 * Weekdays repeat after 28 years.
 */
async function endsSomewhere(one: CronCase): Promise<boolean> {
  const ends = YEARS.flatMap((year) =>
    HALF_HOURS.map((ahead) => new Date(Date.UTC(year, 11, 31, 23, 59, 30) - ahead * 1_800_000)),
  );
  const answers = await askOracle(ends.map((end) => questionOn(one, end, 1)));
  return answers.some(neverFires);
}

const YEARS = Array.from({ length: 28 }, (_, index) => 2001 + index);
/** Offsets by which a zone's clocks can be ahead of UTC. */
const HALF_HOURS = Array.from({ length: 54 }, (_, index) => index - 24);

function questionOn(
  { veleroVersion, expression }: CronCase,
  from: Date,
  count: number,
): CronQuestion {
  const { cronLibrary, cronZones } = resolveVeleroVersion(veleroVersion).rules;
  const parser = cronZones ? cronLibrary : 'robfig-1';
  return { op: 'cron', cron: { parser, expression, from: from.toISOString(), count } };
}
