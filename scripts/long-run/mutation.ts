/**
 * `npm run long-run -- mutation-requirer`: changes the code of a room in every way that Stryker knows, one at a time,
 * and tells which changes no test of that room notices. Writes docs/reports/mutation-requirer.json where REPORT=1 is set.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mutants, mutantsOf, optionsOf, reportMutants } from './mutation-report.js';
import type { Change } from './survivors.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOOLS = join(ROOT, 'tools/mutation');
const STRYKER = join(TOOLS, 'node_modules/@stryker-mutator/core/bin/stryker.js');
/** Below the repository's root, as Stryker writes it. */
const RESULT = 'dist/reports/mutation.json';

/** The corpus of conformance, answered in this process. */
const ANSWERS = 'tests/conformance/typescript-answers.test.ts';

/** Each room by its run's name. */
export const MUTATION_ROOMS: Readonly<Record<string, MutationRoom>> = {
  'mutation-requirer': roomOf('packages/requirer/src'),
  'mutation-lint': roomOf('packages/lint/src', ANSWERS),
  'mutation-provider': roomOf('packages/provider/src'),
  'mutation-velero': {
    mutate: ['packages/velero/src/*.ts', '!packages/velero/src/*.test.ts'],
    tests: [':(glob)packages/velero/src/*.test.ts'],
  },
  'mutation-velero-cron': {
    ...roomOf('packages/velero/src/cron', 'packages/velero/src/next-runs.test.ts', ANSWERS),
    // Many a change lets the search for the next run never end.
    secondsToWait: 15,
  },
  'mutation-velero-objects': roomOf('packages/velero/src/objects'),
  'mutation-schema': { ...roomOf('packages/schema/src', ANSWERS), propertyRuns: '100' },
  'mutation-integrator': {
    // The others start and connect: they are tested as processes.
    mutate: [
      'examples/integrator-charm/src/*.ts',
      '!examples/integrator-charm/src/{*.test,main,https-request}.ts',
    ],
    tests: [
      'examples/integrator-charm/src/*.test.ts',
      'tests/hooks/integrator-in-memory.test.ts',
      'tests/hooks/integrator-memory.test.ts',
      'tests/hooks/integrator-ownership.test.ts',
      'tests/hooks/integrator-work.test.ts',
      'tests/hooks/kubernetes-client.test.ts',
    ],
  },
};

interface MutationRoom {
  readonly mutate: readonly string[];
  /** As git takes them: a star is for folders as well. They run in this order. */
  readonly tests: readonly string[];
  /** Of how many values a property is asked at a mutant. Default: of as many as it says. */
  readonly propertyRuns?: string;
  /** Before a mutant counts as hanging, beyond what its tests usually take. Default: 60. */
  readonly secondsToWait?: number;
}

function roomOf(folder: string, ...more: readonly string[]): MutationRoom {
  return {
    mutate: [
      `${folder}/**/*.ts`,
      `!${folder}/**/*.test.ts`,
      `!${folder}/**/{generated,test-data}/**`,
    ],
    tests: [...more, `${folder}/*.test.ts`],
  };
}

/** What is left out of a room stays out where a glob names some of its files. */
function isNegated(pattern: string): boolean {
  return pattern.startsWith('!');
}

/** Tests of what is not the code: they start processes, or read a README. */
const NO_TESTS_OF_CODE = /\/(?:readme|bundle|types)\.test\.ts$/;

/** A mutant in Stryker's report. */
interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number } };
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
  const tests = room.tests.flatMap(tracked).filter((path) => !NO_TESTS_OF_CODE.test(path));
  const config = writeConfig(
    files === undefined ? room.mutate : [files, ...room.mutate.filter(isNegated)],
    room.secondsToWait ?? 60,
  );
  const { status } = spawnSync(process.execPath, [STRYKER, 'run', config], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      MUTATION_TESTS: tests.join(),
      MUTATION_PROPERTY_RUNS: room.propertyRuns,
      VARIATIONS: 'all',
    },
  });
  if (status !== 0) return 1;
  const seconds = Math.round((Date.now() - start) / 1000);
  return reportMutants(ROOT, { name, options: optionsOf({ files }), seconds }, readMutants());
}

function install(): void {
  const words = ['ci', '--prefix', TOOLS, '--ignore-scripts', '--no-fund', '--no-audit'];
  execFileSync('npm', words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function tracked(pattern: string): readonly string[] {
  const files = execFileSync('git', ['ls-files', pattern], { cwd: ROOT, encoding: 'utf8' });
  return files.trim().split('\n');
}

function writeConfig(mutate: readonly string[], secondsToWait: number): string {
  const config = {
    plugins: [join(TOOLS, 'in-process-runner.mjs')],
    testRunner: 'in-process',
    mutate,
    // Nothing but what tests of a package read is copied to the sandbox.
    ignorePatterns: [
      '**',
      '!packages/*/src/**',
      '!packages/*/*.{json,md}',
      '!packages/schema/v0/**',
      '!schema/**',
      '!tools/src/**',
      '!examples/integrator-charm/**',
      '!tests/hooks/**',
      '!tests/conformance/*.ts',
      '!tests/conformance/corpus/**',
      '!tests/kubernetes-api/*.ts',
    ],
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: RESULT },
    concurrency: 1,
    coverageAnalysis: 'perTest',
    disableTypeChecks: false,
    // Stryker rewrites it by TypeScript's API, which TypeScript 7 does not have. esbuild reads none.
    tsconfigFile: 'none',
    // What turns for ever is told by the count of its turns; what waits for ever waits so long.
    timeoutMS: secondsToWait * 1000,
    dryRunTimeoutMinutes: 60,
  };
  const path = join(ROOT, 'dist/mutation.json');
  mkdirSync(join(ROOT, 'dist/reports'), { recursive: true });
  writeFileSync(path, JSON.stringify(config));
  return path;
}

function readMutants(): Mutants {
  const { files }: { files: Record<string, { source: string; mutants: Mutant[] }> } = JSON.parse(
    readFileSync(join(ROOT, RESULT), 'utf8'),
  );
  const all = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => status !== 'Ignored')
      .map((mutant) => ({
        status: mutant.status.toLowerCase(),
        ...changeOf(file, source, mutant),
      })),
  );
  return mutantsOf(all);
}

function changeOf(file: string, source: string, { location, replacement = '' }: Mutant): Change {
  const code = source.split('\n')[location.start.line - 1]?.trim() ?? '';
  return { file, code, becomes: replacement.replace(/\s+/g, ' ').slice(0, 120) };
}
