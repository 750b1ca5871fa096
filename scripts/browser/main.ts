/**
 * `npm run browser`: the site in a real browser, Debian's Chromium, which in CI is installed where it is missing.
 * A path runs only the files that it names. The last line counts, as `npm test` does.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { findChromium } from '@k8s-backup-target/tools/chromium';
import { readVitestReport } from '../test/reports.js';

const REPORTS = 'dist/reports';
const REPORT = `${REPORTS}/browser.json`;

function main(files: readonly string[]): number {
  rmSync(REPORT, { force: true });
  if (findChromium() === undefined && process.env['CI'] !== undefined) installChromium();
  if (findChromium() === undefined) {
    console.error(
      'npm run browser needs Chromium: install it (apt-get install chromium), or name it in CHROMIUM.',
    );
    return 2;
  }
  mkdirSync(REPORTS, { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const succeeded = run(
    'npx',
    'vitest',
    'run',
    '--config=vitest.browser.config.ts',
    ...reporters,
    ...files,
  );
  const { passed, failed, skipped } = readVitestReport(REPORT);
  const failures = failed + skipped.length + (succeeded || failed > 0 ? 0 : 1);
  console.log(`${passed} passed, ${failures} failed`);
  return failures === 0 ? 0 : 1;
}

function installChromium(): void {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  for (const words of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
    const [program = '', ...args] = [...asRoot, 'apt-get', ...words];
    run(program, ...args);
  }
}

function run(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'inherit' }).status === 0;
}

process.exitCode = main(process.argv.slice(2));
