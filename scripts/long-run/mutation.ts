/**
 * `npm run long-run -- mutation-requirer`: changes the code of a room in every way that Stryker knows, one at a time,
 * and tells which changes no test of that room notices. Writes docs/reports/mutation-requirer.json where REPORT=1 is set.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REPORTS } from '@k8s-backup-target/tools/report';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOOLS = join(ROOT, 'tools/mutation');
const STRYKER = join(TOOLS, 'node_modules/@stryker-mutator/core/bin/stryker.js');
/** Below the repository's root, as Stryker writes it. */
const RESULT = 'dist/reports/mutation.json';

/** Each room by its run's name. */
export const MUTATION_ROOMS: Readonly<Record<string, MutationRoom>> = {
  'mutation-requirer': roomOf('packages/requirer/src'),
  'mutation-lint': roomOf('packages/lint/src'),
  'mutation-provider': roomOf('packages/provider/src'),
  'mutation-velero': roomOf('packages/velero/src'),
  'mutation-schema': roomOf('packages/schema/src'),
};

interface MutationRoom {
  readonly mutate: readonly string[];
  /** As git takes it: a star is for folders as well. */
  readonly tests: string;
}

function roomOf(folder: string): MutationRoom {
  return {
    mutate: [`${folder}/**/*.ts`, `!${folder}/**/*.test.ts`, `!${folder}/{generated,test-data}/**`],
    tests: `${folder}/*.test.ts`,
  };
}

/** Tests of what is not the code: they start processes, or read a README. */
const NO_TESTS_OF_CODE = /(?:readme|bundle|types)\.test\.ts$/;

/** A change that no test noticed. */
interface Survivor {
  readonly place: string;
  readonly change: string;
  readonly replacement: string;
}

/** A mutant in Stryker's report. */
interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** Whether a run of that name mutates. */
export function isMutationRun(name: string | undefined): name is string {
  return name !== undefined && Object.hasOwn(MUTATION_ROOMS, name);
}

/** Mutates a room. @param files a glob of some of its files; default: all. @returns the exit status */
export function runMutation(name: string, files?: string): number {
  const room = MUTATION_ROOMS[name];
  if (room === undefined) throw new RangeError(`no room ${name}`);
  if (!existsSync(STRYKER)) install();
  const start = Date.now();
  const tests = tracked(room.tests).filter((path) => !NO_TESTS_OF_CODE.test(path));
  const config = writeConfig(files === undefined ? room.mutate : [files]);
  const { status } = spawnSync(process.execPath, [STRYKER, 'run', config], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, MUTATION_TESTS: tests.sort().join() },
  });
  if (status !== 0) return 1;
  const seconds = Math.round((Date.now() - start) / 1000);
  const command = `npm run long-run -- ${name}${files === undefined ? '' : ` --files '${files}'`}`;
  const report = { ...reportOf(readMutants()), command, seconds };
  console.log(`${report.killed} of ${report.mutants} mutants killed, ${report.score} %`);
  if (process.env['REPORT'] === '1') write(name, report);
  return 0;
}

function install(): void {
  const words = ['ci', '--prefix', TOOLS, '--ignore-scripts', '--no-fund', '--no-audit'];
  execFileSync('npm', words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function tracked(pattern: string): readonly string[] {
  const files = execFileSync('git', ['ls-files', pattern], { cwd: ROOT, encoding: 'utf8' });
  return files.trim().split('\n');
}

function writeConfig(mutate: readonly string[]): string {
  const config = {
    plugins: [join(TOOLS, 'in-process-runner.mjs')],
    testRunner: 'in-process',
    mutate,
    // Nothing but what tests of a package read is copied to the sandbox.
    ignorePatterns: [
      '**',
      '!packages/*/src/**',
      '!packages/*/*.{json,md}',
      '!schema/**',
      '!tools/src/**',
    ],
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: RESULT },
    concurrency: 1,
    coverageAnalysis: 'perTest',
    disableTypeChecks: false,
    // Stryker rewrites it by TypeScript's API, which TypeScript 7 does not have. esbuild reads none.
    tsconfigFile: 'none',
    // A busy machine takes its time; what hangs is told by the count of its turns.
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
  };
  const path = join(ROOT, 'dist/mutation.json');
  mkdirSync(join(ROOT, 'dist/reports'), { recursive: true });
  writeFileSync(path, JSON.stringify(config));
  return path;
}

function readMutants(): readonly (Mutant & { readonly file: string })[] {
  const { files }: { files: Record<string, { mutants: Mutant[] }> } = JSON.parse(
    readFileSync(join(ROOT, RESULT), 'utf8'),
  );
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, file })),
  );
}

/** What the run found; a mutant at which the tests hang counts as not killed. */
function reportOf(all: readonly (Mutant & { readonly file: string })[]) {
  const mutants = all.filter(({ status }) => status !== 'Ignored');
  const killed = mutants.filter(({ status }) => status === 'Killed').length;
  const survivors: Survivor[] = mutants
    .filter(({ status }) => status !== 'Killed')
    .map(({ file, location: { start }, mutatorName, status, replacement = '' }) => ({
      place: `${file}:${start.line}:${start.column}`,
      change: status === 'Survived' ? mutatorName : `${mutatorName} (${status})`,
      replacement: replacement.slice(0, 80),
    }));
  const score = Math.round((1000 * killed) / Math.max(1, mutants.length)) / 10;
  return { mutants: mutants.length, killed, score, survivors };
}

function write(name: string, report: object): void {
  const date = new Date().toISOString().slice(0, 10);
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
  const path = join(ROOT, REPORTS, `${name}.json`);
  writeFileSync(path, `${JSON.stringify({ date, commit, ...report }, null, 2)}\n`);
}
