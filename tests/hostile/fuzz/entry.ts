/**
 * What the long run starts: the fuzzer, with a target of the bundle FUZZ_BUNDLE, which is instrumented. Writes what it
 * found to FUZZ_RESULT.
 */
import { openSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Coverage } from './engine/coverage.js';
import { fuzzLoop } from './engine/loop.js';
import type { TARGETS } from './targets/index.js';

const {
  FUZZ_BUNDLE = '',
  FUZZ_TARGET = '',
  FUZZ_SEED = '1',
  FUZZ_SECONDS = '60',
  FUZZ_CORPUS = '',
  FUZZ_CRASHES = '',
  FUZZ_CURRENT = '',
  FUZZ_RESULT = '',
} = process.env;

async function main(): Promise<void> {
  const coverage = new Coverage();
  // The bundle calls it from its first line on.
  coverage.install();
  const bundle: { TARGETS: typeof TARGETS } = createRequire(import.meta.url)(FUZZ_BUNDLE);
  const target = bundle.TARGETS[FUZZ_TARGET];
  if (target === undefined) throw new RangeError(`no target ${FUZZ_TARGET}`);
  const result = await fuzzLoop({
    target,
    coverage,
    seed: Number(FUZZ_SEED),
    seconds: Number(FUZZ_SECONDS),
    corpus: FUZZ_CORPUS,
    crashes: FUZZ_CRASHES,
    current: openSync(FUZZ_CURRENT, 'w'),
  });
  writeFileSync(FUZZ_RESULT, JSON.stringify(result));
  process.exit(0);
}

await main();
