/**
 * `npm run long-run -- lives-python`: a long run of random lives, whose report is written to `docs/reports`, to be
 * committed. `--lives N` and `--seed N` choose others, and leave no report; `--share` lives what `npm run ci`
 * has time for, of every run that is named, or of all.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LivesResult } from '@k8s-backup-target/tools/lives';
import { writeReport } from './report.js';
import { LONG_RUNS, type LongRun } from './runs.js';

const SEED = 1;

interface Outcome {
  readonly result: LivesResult | null;
  readonly seconds: number;
}

function main(): number {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      share: { type: 'boolean', default: false },
      lives: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  const runs = LONG_RUNS.filter(
    ({ name }) => positionals.includes(name) || (values.share && positionals.length === 0),
  );
  const isKnown = positionals.every((name) => LONG_RUNS.some((run) => run.name === name));
  if (runs.length === 0 || !isKnown) {
    console.error(`Name one of: ${LONG_RUNS.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  const seed = Number(values.seed ?? SEED);
  const isWhole = !values.share && values.lives === undefined && values.seed === undefined;
  const succeeded = runs.map((run) => {
    if (isWhole) return runWhole(run);
    const lives = Number(values.lives ?? run.share);
    return isFaultless(live(run, lives, seed), lives);
  });
  return succeeded.every(Boolean) ? 0 : 1;
}

/** The whole run, and its report, whatever it says. */
function runWhole(run: LongRun): boolean {
  // Before it: what is edited meanwhile did not run.
  const commit = git('rev-parse', 'HEAD');
  if (git('status', '--porcelain', '--untracked-files=no') !== '') {
    console.error('A report names a commit: commit what is changed first');
    return false;
  }
  const outcome = live(run, run.lives, SEED);
  if (outcome.result === null) {
    console.error(`${run.name} did not come to its end, so there is no report`);
    return false;
  }
  writeReport({
    name: run.name,
    command: `npm run long-run -- ${run.name}`,
    seed: SEED,
    ...outcome.result,
    seconds: outcome.seconds,
    date: new Date().toISOString().slice(0, 10),
    commit,
  });
  return isFaultless(outcome, run.lives);
}

function live({ name, command }: LongRun, lives: number, seed: number): Outcome {
  console.log(`\n== ${name}: ${lives} lives from seed ${seed}`);
  const folder = mkdtempSync(join(tmpdir(), 'long-run-'));
  const file = join(folder, 'result.json');
  const [program, ...args] = command;
  const start = Date.now();
  const { status, error } = spawnSync(program, args, {
    env: { ...process.env, LIVES: String(lives), SEED: String(seed), LIVES_RESULT: file },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error !== undefined) console.error(`${program} could not be run: ${error.message}`);
  const seconds = Math.round((Date.now() - start) / 1000);
  const result = readResult(file);
  rmSync(folder, { recursive: true });
  // A test that failed has lost a life, or says nothing.
  return { result: status === 0 || (result?.lost.length ?? 0) > 0 ? result : null, seconds };
}

function readResult(file: string): LivesResult | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function isFaultless({ result }: Outcome, lives: number): boolean {
  if (result !== null && result.lives >= lives && result.lost.length === 0) return true;
  console.error(result === null ? 'did not come to its end' : `lost: ${result.lost.join('; ')}`);
  return false;
}

function git(...args: readonly string[]): string {
  return spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
}

process.exitCode = main();
