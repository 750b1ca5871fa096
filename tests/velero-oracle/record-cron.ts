/**
 * `npm run velero-cron`: asks Velero's own cron libraries about expressions, half of them near a change of the clocks,
 * and writes packages/velero/src/test-data/cron-runs.json, which the package is held to without Go.
 *
 * Exit status: 0 written, 2 it could not run.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { whyNoGo } from '@k8s-backup-target/tools/go';
import { buildOracle } from './oracle.js';
import { recordedCron } from './recorded-cron.js';

const FILE = fileURLToPath(
  new URL('../../packages/velero/src/test-data/cron-runs.json', import.meta.url),
);

async function main(): Promise<number> {
  const reason = whyNoGo();
  if (reason !== undefined) {
    console.error(`velero-cron: did not run: ${reason}`);
    return 2;
  }
  await buildOracle();
  const lines = (await recordedCron()).map((one) => `  ${JSON.stringify(one)}`);
  writeFileSync(FILE, `[\n${lines.join(',\n')}\n]\n`);
  console.log(`${lines.length} expressions`);
  return 0;
}

process.exitCode = await main();
