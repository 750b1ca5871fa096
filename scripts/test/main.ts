/**
 * `npm test`: everything that must hold, from a fresh clone. Makes the Python environments and runs turbo's
 * tasks without its cache; the last line counts all checks and tests. The live tests are not among them:
 * they run real Kubernetes and Velero servers, `npm run e2e`.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  ensurePythonEnvironment,
  ensureVersionEnvironments,
  MissingToolError,
} from '@k8s-backup-target/tools/python-environment';
import {
  readJunitReport,
  readTurboSummary,
  readVitestReport,
  TOTAL_REPORT,
  writeTotal,
} from './reports.js';
import { runSteps, type SideBySide } from './run-steps.js';
import type { Report, Step } from './step.js';

const PYTHON_PACKAGES = ['python', 'python-compat'];

/** Turbo's tasks, all of them, whatever fails. Without `reports`, each task counts as one test. */
function turbo(name: string, tasks: readonly string[], reports?: readonly Report[]): Step {
  const options = ['--force', '--continue', '--env-mode=loose', '--log-prefix=none', '--summarize'];
  return {
    name,
    command: ['npx', 'turbo', 'run', ...tasks, ...options],
    reports: reports ?? [{ path: '.turbo/runs', read: readTurboSummary }],
  };
}

/** In this order: what is generated is checked before the build makes it again. */
function steps(versions: readonly string[]): readonly (Step | SideBySide)[] {
  return [
    turbo('Generated code, compatibility', ['check:codegen', 'check:compatibility']),
    turbo('Builds, types, format, lint', [
      ...['build', 'go-build', 'check:types', 'check:biome', 'check:knip', 'check:ruff'],
      ...['check:charms', '@k8s-backup-target/python#typecheck'],
      '@k8s-backup-target/python-compat#typecheck',
      '@k8s-backup-target/docs#typecheck',
    ]),
    // Those of TypeScript wait for processes of their own a part of the time.
    { lanes: [[testsOfTypeScript()], [testsOfPython(versions)]] },
  ];
}

function testsOfTypeScript(): Step {
  const reports = [{ path: 'dist/reports/vitest.json', read: readVitestReport }];
  return turbo('Tests of TypeScript', ['test:typescript'], reports);
}

function testsOfPython(versions: readonly string[]): Step {
  const suites = ['test', ...versions.map((version) => `test:${version}`)];
  const environments = ['', ...versions.map((version) => `-${version}`)];
  return turbo(
    `Tests of Python, ${['pinned', ...versions].join(', ')} versions`,
    [...suites, '--filter=@k8s-backup-target/python*'],
    PYTHON_PACKAGES.flatMap((folder) =>
      environments.map((environment) => ({
        path: `dist/reports/${folder}${environment}.xml`,
        read: readJunitReport,
      })),
    ),
  );
}

async function main(): Promise<number> {
  console.log('The live tests, on real Kubernetes and Velero servers, run apart: npm run e2e');
  console.log('The tests of the site in a browser, with Chromium, run apart: npm run browser');
  ensurePythonEnvironment();
  mkdirSync(dirname(TOTAL_REPORT), { recursive: true });
  const total = await runSteps(steps(ensureVersionEnvironments()));
  writeTotal(TOTAL_REPORT, total);
  return total.failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof MissingToolError)) throw error;
  console.error(`npm test: ${error.message}`);
  process.exitCode = 2;
}
