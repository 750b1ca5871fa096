/** Steps that run tests and leave a report with counts. */
import { readJunitReport, readVitestReport } from './reports.js';
import type { Step } from './step.js';

/** TypeScript tests: those that `args` name, or all. */
export function vitest(name: string, ...args: readonly string[]): Step {
  const path = 'dist/reports/vitest.json';
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  return {
    name,
    command: ['npx', 'vitest', 'run', ...args, ...reporters],
    reports: [{ path, read: readVitestReport }],
  };
}

/** Python tests of one folder, by one interpreter. */
export function pytest(
  name: string,
  python: string,
  folder: string,
  ...options: readonly string[]
): Step {
  const path = `dist/reports/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.xml`;
  return {
    name,
    command: [python, '-m', 'pytest', '--quiet', ...options, `--junitxml=${path}`, folder],
    reports: [{ path, read: readJunitReport }],
  };
}

/** Types of one Python project, by pyright in strict mode. */
export function pyright(python: string, folder: string): Step {
  return {
    name: `Types of ${folder} (pyright)`,
    command: ['npx', 'pyright', '--pythonpath', python, '--project', folder],
  };
}
