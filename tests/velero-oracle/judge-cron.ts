import fc from 'fast-check';
import { checkCron, nextRuns } from '../../packages/velero/src/index.js';
import { type CronCase, cronCases } from './arbitrary-cron.js';
import { answersTo, endsSomewhere, neverFires, RUNS } from './cron-answers.js';
import type { CronAnswer } from './protocol.js';
import type { Verdict } from './verdict.js';

/** Generates cron expressions: both must refuse the same, and find the same next runs. */
export function judgeCron(count: number, seed: number): Promise<Verdict> {
  return judgeCronCases(fc.sample(cronCases(), { numRuns: count, seed }));
}

/** Judges these expressions. */
export async function judgeCronCases(cases: readonly CronCase[]): Promise<Verdict> {
  const answers = await answersTo(cases);
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
