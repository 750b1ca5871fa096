import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import reasons from './short-files.json' with { type: 'json' };

/** A file with fewer lines belongs into the one that uses it, unless it has a reason of its own. */
const FEWEST_LINES = 15;

const SOURCES = ['packages/*/src/*.ts', 'examples/*/src/*.ts', 'scripts/*.ts', 'tools/src/*.ts'];

/** A package's or a folder's list of exports is as short as it is. */
const NOT_COUNTED = /\.test\.ts$|\/index\.ts$|\/internal\.ts$|\/(generated|testing|test-data)\//;

it('lists each file of fewer than 15 lines with its reason, and no other', () => {
  const files = execFileSync('git', ['ls-files', '--', ...SOURCES], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && !NOT_COUNTED.test(path));
  const short = files.filter((path) => linesOf(path) < FEWEST_LINES);
  expect(files.length).toBeGreaterThan(500);
  expect(Object.keys(reasons).sort()).toEqual(short.sort());
});

function linesOf(path: string): number {
  return readFileSync(path, 'utf8').trimEnd().split('\n').length;
}
