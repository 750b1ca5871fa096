/**
 * `npm run long-run -- fuzz-typescript`: coverage-guided fuzzing of all TypeScript that sees foreign text, with the
 * instrumentation of Jazzer.js. Its native loop needs a newer C library (glibc 2.38) than many machines have, so the
 * loop is ours: tests/hostile/fuzz/engine.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { FuzzResult, FuzzRun } from './fuzz-run.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FUZZ = join(ROOT, 'tests/hostile/fuzz');
const TOOLS = join(ROOT, 'tools/fuzzing');
/** No input of 8 KiB may take so long, however busy the machine is. */
const STUCK_SECONDS = 120;
/** What SECURITY.md allows a reader. */
const HEAP_MEGABYTES = 900;

/** Fuzzes each target for its share of the seconds. */
export async function fuzzTypeScript(seconds: number, seed: number): Promise<readonly FuzzRun[]> {
  execFileSync('npm', ['ci', '--prefix', TOOLS, '--ignore-scripts', '--no-fund', '--no-audit'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-typescript-'));
  const bundle = await instrumented(folder);
  const targets = readdirSync(join(FUZZ, 'corpus')).sort();
  const runs: FuzzRun[] = [];
  for (const target of targets)
    runs.push(await fuzz(target, { bundle, folder, seed, seconds: seconds / targets.length }));
  rmSync(folder, { recursive: true });
  return runs;
}

/** Everything that the targets run, third-party parsers included, in one file that counts where it passes. */
async function instrumented(folder: string): Promise<string> {
  const plain = join(folder, 'targets.cjs');
  await build({
    entryPoints: [join(FUZZ, 'targets/index.ts')],
    outfile: plain,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    conditions: ['@k8s-backup-target/source'],
    define: { 'import.meta.url': '"file:///targets"', 'import.meta.dirname': '"/"' },
    logLevel: 'warning',
  });
  const load = createRequire(join(TOOLS, 'package.json'));
  const { transformSync } = load('@babel/core');
  const { codeCoverage } = load('@jazzer.js/instrumentor/dist/plugins/codeCoverage.js');
  const { compareHooks } = load('@jazzer.js/instrumentor/dist/plugins/compareHooks.js');
  let places = 0;
  const { code } = transformSync(readFileSync(plain, 'utf8'), {
    plugins: [codeCoverage({ nextEdgeId: () => places++ }), compareHooks],
    babelrc: false,
    configFile: false,
    compact: false,
    sourceType: 'script',
  });
  const bundle = join(folder, 'instrumented.cjs');
  writeFileSync(bundle, code);
  console.log(`${places} places in the code`);
  return bundle;
}

interface Share {
  readonly bundle: string;
  readonly folder: string;
  readonly seed: number;
  readonly seconds: number;
}

async function fuzz(target: string, { bundle, folder, seed, seconds }: Share): Promise<FuzzRun> {
  const [current, result] = [join(folder, `current-${target}`), join(folder, `${target}.json`)];
  const crashes = join(ROOT, 'dist/fuzz', target);
  const start = Date.now();
  const status = await watched(current, {
    FUZZ_BUNDLE: bundle,
    FUZZ_TARGET: target,
    FUZZ_SEED: String(seed),
    FUZZ_SECONDS: String(seconds),
    FUZZ_CORPUS: join(FUZZ, 'corpus', target),
    FUZZ_CRASHES: crashes,
    FUZZ_CURRENT: current,
    FUZZ_RESULT: result,
  });
  const found: FuzzResult =
    status === 0
      ? JSON.parse(readFileSync(result, 'utf8'))
      : { runs: 0, places: 0, crashes: [keepCurrent(current, crashes, status)] };
  const run = { target, ...found, seconds: Math.round((Date.now() - start) / 1000) };
  console.log(
    `${target}: ${found.runs} runs, ${found.places} places, ${found.crashes.length} crashes`,
  );
  for (const crash of found.crashes) console.error(`  ${join(crashes, crash)}`);
  return run;
}

/** Runs the fuzzer, and ends it where it reads one input for ever. */
function watched(current: string, env: Readonly<Record<string, string>>): Promise<number | string> {
  const words = [
    `--max-old-space-size=${HEAP_MEGABYTES}`,
    '--import',
    'tsx',
    join(FUZZ, 'entry.ts'),
  ];
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const watch = setInterval(() => {
    const changed = statSync(current, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changed > STUCK_SECONDS * 1000) child.kill('SIGKILL');
  }, 1000);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearInterval(watch);
      resolve(code ?? signal ?? 'unknown');
    });
  });
}

/** The input at which the fuzzer died. */
function keepCurrent(current: string, crashes: string, status: number | string): string {
  mkdirSync(crashes, { recursive: true });
  copyFileSync(current, join(crashes, 'last'));
  return `last: the process ended with ${status}`;
}
