/**
 * Runs the tests of a charm in Python for each mutant on standard input, in this process, and tells what
 * became of it by a line of JSON on standard output. The charm's process is started once, with all mutants in it.
 *
 *     node python-charm-runner.mjs FOLDER-OF-THE-CHARM TEST... < MUTANTS
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { FAILED, InProcessTests, VITEST_SHIM } from './in-process-tests.mjs';

const ROOT = join(import.meta.dirname, '../..');
const [charmDir, ...files] = process.argv.slice(2);
const HITS = join(charmDir, 'hits');

/** No test ends before a hook that never ends: `charm_forks.py` ends it, and that it hangs is known. */
const TIMEOUT_MS = 600_000;

/** What `python-hooks-shim.mjs` reads and notes, in whichever bundle it is. */
const room = { charmDir, hooks: undefined, environment: {}, hangs: false };
globalThis.mutationRoom = room;

const tests = new InProcessTests();
mkdirSync(join(ROOT, 'dist'), { recursive: true });
await tests.bundle({
  tests: files,
  sources: ROOT,
  into: join(ROOT, 'dist/mutation-tests.cjs'),
  shims: [VITEST_SHIM, [/\/python-hooks\.js$/, 'python-hooks-shim.mjs']],
});

/** The lines that each test runs, and the milliseconds that it takes. */
async function withoutMutant() {
  const lines = new Map();
  room.environment = { MUTANT_UNDER_TEST: 'stats', MUTANT_HITS: HITS };
  let running;
  const onTest = (name) => {
    if (name === undefined && existsSync(HITS)) {
      lines.set(running, new Set(readFileSync(HITS, 'utf8').split('\n')));
      rmSync(HITS);
    }
    running = name;
  };
  const ran = await tests.run({ onTest, timeoutMs: TIMEOUT_MS });
  const failed = ran.filter(({ status }) => status === FAILED);
  for (const { name, failureMessage } of failed) console.error(`${name}: ${failureMessage}`);
  console.error(`without a mutant: ${ran.length} tests, ${Math.round(performance.now() / 1000)} s`);
  if (failed.length > 0) throw new Error('these tests fail without a mutant');
  return { lines, costs: new Map(ran.map(({ id, timeSpentMs }) => [id, timeSpentMs])) };
}

/** @returns what becomes of it, and by what */
async function fateOf(mutant, { lines, costs }) {
  const only = (test) => mutant.lines.some((line) => lines.get(test)?.has(line) === true);
  if (![...lines.keys()].some(only)) return { status: 'no tests', by: 'none runs it' };
  room.hangs = false;
  room.environment = { MUTANT_UNDER_TEST: mutant.name };
  const costOf = (test) => (only(test) ? (costs.get(test) ?? 0) : Number.POSITIVE_INFINITY);
  const ran = await tests.run({ only, costOf, bail: true, timeoutMs: TIMEOUT_MS });
  const failed = ran.find(({ status }) => status === FAILED);
  if (failed === undefined) return { status: 'survived', by: `${ran.length} tests` };
  return { status: room.hangs ? 'timeout' : 'killed', by: failed.name };
}

const mutants = JSON.parse(await text(process.stdin));
const known = await withoutMutant();
for (const [index, mutant] of mutants.entries()) {
  const { name } = mutant;
  const start = performance.now();
  const { status, by } = await fateOf(mutant, known);
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  console.log(JSON.stringify({ name, status }));
  console.error(`${index + 1} of ${mutants.length}: ${name} ${status}, ${seconds} s: ${by}`);
}
room.hooks?.stop();
