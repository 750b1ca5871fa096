/**
 * Judges generated specs, cron expressions, durations and globs with Velero's own code.
 *
 * Usage: npm run velero-oracle -- [--count N] [--seed S]
 *
 * Exit status: 0 all agree, 1 something disagrees, 2 it could not run.
 */

import { parseArgs } from 'node:util';
import { whyNoGo } from '@k8s-backup-target/tools/go';
import { judgeAll, reportLines } from './judge-all.js';
import { buildOracle } from './oracle.js';

async function main(): Promise<number> {
  const { count, seed } = readOptions();
  const reason = whyNoGo();
  if (reason !== undefined) {
    console.error(`velero-oracle: did not run: ${reason}`);
    return 2;
  }
  await buildOracle();
  const report = await judgeAll(count, seed);
  console.log(reportLines(report, seed).join('\n'));
  return Object.values(report.verdicts).some(({ disagreements }) => disagreements.length > 0)
    ? 1
    : 0;
}

function readOptions(): { count: number; seed: number } {
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '1000' }, seed: { type: 'string' } },
  });
  const [count, seed] = [Number(values.count), Number(values.seed ?? Date.now() % 2 ** 31)];
  if (!Number.isInteger(count) || count < 1) throw new Error('--count must be a positive integer');
  if (!Number.isInteger(seed)) throw new Error('--seed must be an integer');
  return { count, seed };
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`velero-oracle: could not run: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}
