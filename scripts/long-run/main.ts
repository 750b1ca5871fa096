/**
 * `npm run long-run -- lives-python`: a long run of random lives, whose report is written to `docs/reports`, to be
 * committed. `--lives N` and `--seed N` choose others, and leave a report only with `--report`; `--share` lives the
 * share of `npm run ci` of every run that is named, or of all. `fuzz-typescript` and `fuzz-python` take `--seconds N`
 * instead, of which the share is a few, and `mutation-requirer` and its like `--files GLOB`, `mutation-python-integrator`
 * `--mutants N` and `--seed N` as well; they leave a report with REPORT=1.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LivesResult } from '@k8s-backup-target/tools/lives';
import { FUZZ_SECONDS, FUZZ_SHARE_SECONDS, FUZZERS, isFuzzRun, runFuzz } from './fuzz.js';
import { isMutationRun, MUTATION_ROOMS, runMutation } from './mutation.js';
import { isPythonMutationRun, PYTHON_ROOMS, runPythonMutation } from './mutation-python.js';
import {
  PYTHON_INTEGRATOR_RUN,
  runPythonIntegratorMutation,
} from './mutation-python-integrator.js';
import { writeReport } from './report.js';
import { LONG_RUNS, type LongRun } from './runs.js';

const SEED = 1;

/** Processes that share the lives of a run: two cores are busy with them while some wait. */
const PROCESSES = 4;

interface Outcome {
  readonly result: LivesResult | null;
  readonly seconds: number;
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      share: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      lives: { type: 'string' },
      seed: { type: 'string' },
      seconds: { type: 'string' },
      files: { type: 'string' },
      mutants: { type: 'string' },
    },
  });
  const seed = Number(values.seed ?? SEED);
  const [first] = positionals;
  if (isMutationRun(first)) return runMutation(first, values.files);
  if (isPythonMutationRun(first)) return runPythonMutation(first, values.files);
  if (first === PYTHON_INTEGRATOR_RUN) return runPythonIntegratorMutation(values);
  const whole = values.share ? FUZZ_SHARE_SECONDS : FUZZ_SECONDS;
  if (isFuzzRun(first)) return runFuzz(first, seed, Number(values.seconds ?? whole));
  const runs = LONG_RUNS.filter(
    ({ name }) => positionals.includes(name) || (values.share && positionals.length === 0),
  );
  const isKnown = positionals.every((name) => LONG_RUNS.some((run) => run.name === name));
  if (runs.length === 0 || !isKnown) {
    const names = [
      ...LONG_RUNS.map(({ name }) => name),
      ...Object.keys({ ...FUZZERS, ...MUTATION_ROOMS, ...PYTHON_ROOMS }),
      PYTHON_INTEGRATOR_RUN,
    ];
    console.error(`Name one of: ${names.join(', ')}`);
    return 2;
  }
  const isWhole = !values.share && values.lives === undefined && values.seed === undefined;
  const isReported = isWhole || values.report;
  let lost = 0;
  for (const run of runs) {
    const lives = Number(values.lives ?? (values.share ? run.share : run.lives));
    const isFaultless = isReported
      ? await liveForReport(run, lives, seed)
      : judge(await live(run, lives, seed), lives);
    if (!isFaultless) lost += 1;
  }
  if (values.share && positionals.length === 0) lost += await fuzzShares(seed);
  return lost === 0 ? 0 : 1;
}

/** @returns how many of the fuzzers crashed */
async function fuzzShares(seed: number): Promise<number> {
  let crashed = 0;
  for (const name of Object.keys(FUZZERS)) {
    console.log(`\n== ${name}: ${FUZZ_SHARE_SECONDS} seconds from seed ${seed}`);
    crashed += await runFuzz(name, seed, FUZZ_SHARE_SECONDS);
  }
  return crashed;
}

/** A run and its report, whatever it says. */
async function liveForReport(run: LongRun, lives: number, seed: number): Promise<boolean> {
  // Before it: what is edited meanwhile did not run.
  const commit = git('rev-parse', 'HEAD');
  if (git('status', '--porcelain', '--untracked-files=no') !== '') {
    console.error('A report names a commit: commit what is changed first');
    return false;
  }
  const outcome = await live(run, lives, seed);
  if (outcome.result === null) {
    console.error(`${run.name} did not come to its end, so there is no report`);
    return false;
  }
  writeReport({
    name: run.name,
    command: commandOf(run, lives, seed),
    seed,
    ...outcome.result,
    seconds: outcome.seconds,
    date: new Date().toISOString().slice(0, 10),
    commit,
  });
  return judge(outcome, lives);
}

/** What makes the same run again. */
function commandOf(run: LongRun, lives: number, seed: number): string {
  const some = lives === run.lives ? '' : ` --lives ${lives}`;
  return `npm run long-run -- ${run.name}${some}${seed === SEED ? '' : ` --seed ${seed}`}`;
}

async function live(run: LongRun, lives: number, seed: number): Promise<Outcome> {
  console.log(`\n== ${run.name}: ${lives} lives from seed ${seed}`);
  const start = Date.now();
  const share = Math.ceil(lives / PROCESSES);
  const firsts = Array.from({ length: PROCESSES }, (_, index) => index * share);
  const results = await Promise.all(
    firsts
      .filter((first) => first < lives)
      .map((first) => liveShare(run, Math.min(share, lives - first), seed + first)),
  );
  const seconds = Math.round((Date.now() - start) / 1000);
  if (results.includes(null)) return { result: null, seconds };
  const known = results.flatMap((result) => result ?? []);
  const lived = known.reduce((sum, result) => sum + result.lives, 0);
  return { result: { lives: lived, lost: known.flatMap(({ lost }) => lost) }, seconds };
}

/** The lives of one process; null where it does not say what it found. */
async function liveShare(
  { command: [program, ...args] }: LongRun,
  lives: number,
  seed: number,
): Promise<LivesResult | null> {
  const folder = mkdtempSync(join(tmpdir(), 'long-run-'));
  const file = join(folder, 'result.json');
  const status = await new Promise<number | null>((resolve) => {
    const child = spawn(program, args, {
      env: { ...process.env, LIVES: String(lives), SEED: String(seed), LIVES_RESULT: file },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', (error) => {
      console.error(`${program} could not be run: ${error.message}`);
      resolve(null);
    });
    child.on('close', resolve);
  });
  const result = readResult(file);
  rmSync(folder, { recursive: true });
  // A test that failed has lost a life, or says nothing.
  return status === 0 || (result?.lost.length ?? 0) > 0 ? result : null;
}

function readResult(file: string): LivesResult | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function judge({ result }: Outcome, lives: number): boolean {
  if (result !== null && result.lives >= lives && result.lost.length === 0) return true;
  console.error(result === null ? 'did not come to its end' : `lost: ${result.lost.join('; ')}`);
  return false;
}

function git(...args: readonly string[]): string {
  return spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
}

process.exitCode = await main();
