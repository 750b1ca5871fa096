/** The cron expressions whose answers are recorded, and how Velero's own libraries answer them. */
import fc from 'fast-check';
import { checkCron } from '../../packages/velero/src/index.js';
import { type CronCase, clockChangeCases, cronCases } from './arbitrary-cron.js';
import { answersTo, endsSomewhere } from './cron-answers.js';
import type { CronAnswer } from './protocol.js';

const SAMPLE = { numRuns: 300, seed: 20261130 };

/** At limits that a random expression hardly meets. */
const AT_LIMITS = [
  '*/9223372036854775807 * * * *',
  '*/9223372036854775808 * * * *',
  '+5 +1 * * *',
  '*/-1 * * * *',
  '5-5/2 * * * *',
  '0 0 30-2/4 * *',
  '0 0 30-2/3 * *',
  '0 0 1 11-2 *',
  '0 22-2/5 * * *',
  'TZ="UTC 0 0 * * *',
  'TZ=" 0 0 * * *',
  'TZ=xUTCx 0 0 * * *',
  'TZ=\'UTC" 0 0 * * *',
  'TZ="UTC" 0 0 * * *',
  '0 0 31 12 *',
  '0 0 30 2-4/5 *',
  '0 0 31 4-6/2 *',
  '0 0 31 11-1/2 *',
  '0 0 X * *',
  '0 0 FRI * *',
  'TZ=a=b 0 0 * * *',
  "TZ='' 0 0 * * *",
  'TZ=XUTCX 0 0 * * *',
  '0 0 * * TZ=UTC',
  'TZ=UTC  0 0 * * * ',
  'TZ=UTC   ',
  'TZ=UTC\t0 0 * * *',
  `0 0 * * *${' '.repeat(1015)}`,
  `0 0 * * *${' '.repeat(1016)}`,
];

/** Each expression with its answer. */
export async function recordedCron(): Promise<readonly object[]> {
  const from = new Date('2026-01-15T10:07:30Z');
  const limits = ['1.18.1', '1.18.3'].flatMap((veleroVersion) =>
    AT_LIMITS.map((expression) => ({ veleroVersion, expression, from })),
  );
  const random = [...fc.sample(cronCases(), SAMPLE), ...fc.sample(clockChangeCases(), SAMPLE)];
  const cases = [...limits, ...random];
  const answers = await answersTo(cases);
  const records = cases.map(async (one, index) => ({
    ...one,
    ...(await recordOf(one, answers[index] ?? {})),
  }));
  return Promise.all(records);
}

/** The runs; without them, the library refuses the expression, or comes to a time after which it finds none. */
async function recordOf(one: CronCase, answer: CronAnswer): Promise<{ runs?: readonly string[] }> {
  const { error, ended, next } = answer;
  if (error !== undefined || ended === true || next === undefined) return {};
  const isRefusedHere = !checkCron(one.expression, one).ok;
  return isRefusedHere && (await endsSomewhere(one)) ? {} : { runs: next };
}
