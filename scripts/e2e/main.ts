/**
 * `npm run e2e`: the tests against real Kubernetes and Velero servers, which Go compiles here the first
 * time. `--count N` compares that many random Backups with their previews, `--seed N` says which,
 * `--velero RELEASE` runs another release's server, and a path runs only the files that it names. The last line counts, as `npm test` does.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { whyNoGo } from '@k8s-backup-target/tools/go';
import { readVitestReport } from '../test/reports.js';

const REPORTS = 'dist/reports';
const REPORT = `${REPORTS}/e2e.json`;

function main(): number {
  const { values, positionals } = parseArgs({
    options: {
      count: { type: 'string' },
      seed: { type: 'string' },
      velero: { type: 'string' },
    },
    allowPositionals: true,
  });
  const { velero: _, ...numbers } = values;
  const wrong = Object.entries(numbers).find(([, value]) => !/^\d+$/.test(value));
  if (wrong !== undefined) {
    console.error(`--${wrong[0]} takes a whole number, not ${JSON.stringify(wrong[1])}.`);
    return 2;
  }
  const reason = whyNoGo();
  if (reason !== undefined) {
    console.error(`npm run e2e runs real servers, which Go compiles here: ${reason}.`);
    return 2;
  }
  mkdirSync(REPORTS, { recursive: true });
  rmSync(REPORT, { force: true });
  const succeeded = run('npm', ['run', '--silent', 'build']) && runTests(positionals, values);
  return report(succeeded);
}

interface Settings {
  readonly count?: string;
  readonly seed?: string;
  readonly velero?: string;
}

function runTests(files: readonly string[], settings: Settings): boolean {
  const { count, seed, velero } = settings;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  return run('npx', ['vitest', 'run', '--config=vitest.e2e.config.ts', ...reporters, ...files], {
    ...(count === undefined ? {} : { E2E_COUNT: count }),
    ...(seed === undefined ? {} : { E2E_SEED: seed }),
    ...(velero === undefined ? {} : { E2E_VELERO: velero }),
  });
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const options = { stdio: 'inherit', env: { ...process.env, ...env } } as const;
  return spawnSync(program, args, options).status === 0;
}

function report(succeeded: boolean): number {
  const { passed, failed, skipped } = readVitestReport(REPORT);
  const failures = failed + skipped.length + (succeeded || failed > 0 ? 0 : 1);
  console.log(`${passed} passed, ${failures} failed`);
  return failures === 0 ? 0 : 1;
}

process.exitCode = main();
