/**
 * `npm run ci`: what CI runs after `npm ci`, and what a maintainer runs before a release. The last line
 * counts the whole. Without `CI` in the environment, what cannot run on this machine is skipped.
 */
import { readTotal, readVitestReport, TOTAL_REPORT } from '../test/reports.js';
import { runSteps } from '../test/run-steps.js';
import type { Step } from '../test/step.js';

const FIELDS: Step = {
  name: 'Fields added to the schema (npm run added-fields)',
  command: ['npm', 'run', '--silent', 'added-fields'],
};
const LONG_RUNS: Step = {
  name: 'A share of the long runs (npm run long-run)',
  command: ['npm', 'run', '--silent', 'long-run', '--', '--share'],
};
const LIVE: Step = {
  name: 'Live tests (npm run e2e)',
  command: ['npm', 'run', 'e2e'],
  reports: [{ path: 'dist/reports/e2e.json', read: readVitestReport }],
};

const { failed } = await runSteps([
  // It builds what the others run.
  { name: 'The demo (npm run demo)', command: ['npm', 'run', 'demo'] },
  // Live tests wait for servers now and then. Nothing of the other lane writes what they read.
  { lanes: [[LIVE], [FIELDS, LONG_RUNS]] },
  {
    name: 'The site in a browser (npm run browser)',
    command: ['npm', 'run', '--silent', 'browser'],
    reports: [{ path: 'dist/reports/browser.json', read: readVitestReport }],
  },
  {
    name: 'The way of a newcomer, from packed packages (npm run newcomer)',
    command: [
      'npm',
      'run',
      'newcomer',
      '--',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=dist/reports/newcomer.json',
    ],
    reports: [{ path: 'dist/reports/newcomer.json', read: readVitestReport }],
  },
  // It leaves the pages of the API, which the tests of the site then read as well.
  { name: 'The site (npm run docs)', command: ['npm', 'run', 'docs'] },
  {
    name: 'Every check and suite (npm test)',
    command: ['npm', 'test'],
    reports: [{ path: TOTAL_REPORT, read: readTotal }],
  },
]);
process.exitCode = failed === 0 ? 0 : 1;
