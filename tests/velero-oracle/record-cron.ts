/**
 * `npm run velero-cron`: asks Velero's own cron libraries about expressions, half of them near a change of the clocks,
 * and writes packages/velero/src/test-data/cron-runs.json, which the package is held to without Go.
 *
 * Exit status: 0 written, 2 it could not run.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { whyNoGo } from '@k8s-backup-target/tools/go';
import fc from 'fast-check';
import { checkCron } from '../../packages/velero/src/index.js';
import { type CronCase, clockChangeCases, cronCases } from './arbitrary-cron.js';
import { answersTo, endsSomewhere } from './cron-answers.js';
import { buildOracle } from './oracle.js';
import type { CronAnswer } from './protocol.js';

const FILE = fileURLToPath(
  new URL('../../packages/velero/src/test-data/cron-runs.json', import.meta.url),
);
const SAMPLE = { numRuns: 300, seed: 20261130 };

/** At limits that a random expression hardly meets. */
const AT_LIMITS = [
  ...[
    '*/9223372036854775807 * * * *',
    '*/9223372036854775808 * * * *',
    '+5 +1 * * *',
    '*/-1 * * * *',
  ],
  ...['5-5/2 * * * *', '0 0 30-2/4 * *', '0 0 30-2/3 * *', '0 0 1 11-2 *', '0 22-2/5 * * *'],
  ...[
    'TZ="UTC 0 0 * * *',
    'TZ=" 0 0 * * *',
    'TZ=xUTCx 0 0 * * *',
    'TZ=\'UTC" 0 0 * * *',
    'TZ="UTC" 0 0 * * *',
  ],
  ...[
    '0 0 31 12 *',
    '0 0 30 2-4/5 *',
    '0 0 31 4-6/2 *',
    '0 0 31 11-1/2 *',
    '0 0 X * *',
    '0 0 FRI * *',
  ],
  ...[
    'TZ=a=b 0 0 * * *',
    "TZ='' 0 0 * * *",
    'TZ=XUTCX 0 0 * * *',
    '0 0 * * TZ=UTC',
    'TZ=UTC  0 0 * * * ',
    'TZ=UTC   ',
    'TZ=UTC\t0 0 * * *',
  ],
  ...[`0 0 * * *${' '.repeat(1015)}`, `0 0 * * *${' '.repeat(1016)}`],
];

async function main(): Promise<number> {
  const reason = whyNoGo();
  if (reason !== undefined) {
    console.error(`velero-cron: did not run: ${reason}`);
    return 2;
  }
  await buildOracle();
  const from = new Date('2026-01-15T10:07:30Z');
  const limits = ['1.18.1', '1.18.3'].flatMap((veleroVersion) =>
    AT_LIMITS.map((expression) => ({ veleroVersion, expression, from })),
  );
  const random = [...fc.sample(cronCases(), SAMPLE), ...fc.sample(clockChangeCases(), SAMPLE)];
  const cases = [...limits, ...random];
  const answers = await answersTo(cases);
  const lines: string[] = [];
  for (const [index, one] of cases.entries())
    lines.push(`  ${JSON.stringify({ ...one, ...(await recordOf(one, answers[index] ?? {})) })}`);
  writeFileSync(FILE, `[\n${lines.join(',\n')}\n]\n`);
  console.log(`${lines.length} expressions`);
  return 0;
}

/** The runs; without them, the library refuses the expression, or comes to a time after which it finds none. */
async function recordOf(one: CronCase, answer: CronAnswer): Promise<{ runs?: readonly string[] }> {
  const { error, ended, next } = answer;
  if (error !== undefined || ended === true || next === undefined) return {};
  const isRefusedHere = !checkCron(one.expression, one).ok;
  return isRefusedHere && (await endsSomewhere(one)) ? {} : { runs: next };
}

process.exitCode = await main();
