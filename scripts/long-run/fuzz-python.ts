/**
 * `npm run long-run -- fuzz-python`: coverage-guided fuzzing of all Python that sees foreign text, with atheris, which
 * is compiled for CPython 3.11 to 3.13 on Linux.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FuzzRun } from './fuzz-run.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PYTHON = join(ROOT, '.venv/bin/python');
const FUZZ = join(ROOT, 'tests/hostile/fuzz');
/** Apart from the environment of the tests, which no platform may fail to install. */
const ATHERIS = join(ROOT, '.venvs/atheris');
const TARGETS = ['databag', 'api-answer'];
const LONGEST_BYTES = 8192;
/** What SECURITY.md allows a reader. */
const MEGABYTES = 1024;
/** No input of 8 KiB may take so long, however busy the machine is. */
const STUCK_SECONDS = 120;

/** Fuzzes each target for its share of the seconds; a target ends with its first crash. */
export async function fuzzPython(seconds: number, seed: number): Promise<readonly FuzzRun[]> {
  if (!existsSync(ATHERIS)) install();
  return TARGETS.map((target) => fuzz(target, seconds / TARGETS.length, seed));
}

function install(): void {
  const list = join(ROOT, 'tools/fuzzing/atheris.txt');
  const words = ['-m', 'pip', '--quiet', '--disable-pip-version-check', 'install'];
  execFileSync(PYTHON, [...words, '--target', ATHERIS, '--require-hashes', '--requirement', list], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function fuzz(target: string, seconds: number, seed: number): FuzzRun {
  const crashes = join(ROOT, 'dist/fuzz', `python-${target}`);
  mkdirSync(crashes, { recursive: true });
  const before = new Set(readdirSync(crashes));
  // libFuzzer adds to the corpus that it is given.
  const corpus = mkdtempSync(join(tmpdir(), 'fuzz-python-'));
  cpSync(join(FUZZ, 'corpus', target), corpus, { recursive: true });
  const options = [
    `-max_total_time=${Math.round(seconds)}`,
    `-seed=${seed}`,
    `-max_len=${LONGEST_BYTES}`,
    `-rss_limit_mb=${MEGABYTES}`,
    `-timeout=${STUCK_SECONDS}`,
    `-artifact_prefix=${crashes}/`,
    '-print_final_stats=1',
  ];
  const start = Date.now();
  const { status, stderr } = spawnSync(
    PYTHON,
    [join(FUZZ, 'python/fuzz.py'), target, corpus, ...options],
    {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, PYTHONPATH: ATHERIS },
    },
  );
  rmSync(corpus, { recursive: true });
  const found = readdirSync(crashes).filter((name) => !before.has(name));
  const died = status !== 0 && found.length === 0 ? [`the process ended with ${status}`] : [];
  const run = {
    target,
    runs: numberIn(stderr, /stat::number_of_executed_units:\s*(\d+)/),
    places: Math.max(0, ...[...stderr.matchAll(/ cov: (\d+)/g)].map(([, cov]) => Number(cov))),
    crashes: [...found, ...died],
    seconds: Math.round((Date.now() - start) / 1000),
  };
  console.log(`${target}: ${run.runs} runs, ${run.places} places, ${run.crashes.length} crashes`);
  if (run.crashes.length > 0) console.error(stderr.slice(-4000));
  return run;
}

function numberIn(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}
