/**
 * A runner of tests for Stryker that starts nothing for a mutant: the tests of a room, in one bundle with the sources
 * that Stryker has instrumented, are loaded anew for each and run here, by vitest's own runner. With vitest as Stryker
 * runs it, a mutant takes ten times as long. Stryker ends this process where a mutant hangs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { FAILED, InProcessTests, VITEST_SHIM } from './in-process-tests.mjs';

/** A test that takes longer waits until the quick ones have let a mutant pass: most are killed by those. */
const QUICK_MS = 50;
/** In the working directory. */
const SLOW_TESTS = 'slow-tests.json';

class InProcessRunner {
  #tests = new InProcessTests();

  /** Each run loads the code anew, so what runs while it is loaded can be mutated as well. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    await this.#tests.bundle({
      tests: (process.env['MUTATION_TESTS'] ?? '').split(','),
      // The sandbox, Stryker's copy of the sources: the working directory from `init` on, not before.
      sources: process.cwd(),
      into: join(process.cwd(), 'tests.cjs'),
      shims: [VITEST_SHIM, [/^node:https$/, 'https-shim.mjs']],
    });
  }

  async dryRun() {
    const namespace = fresh();
    const tests = await this.#run(namespace, {});
    const slow = tests.filter(({ timeSpentMs }) => timeSpentMs > QUICK_MS);
    // Stryker starts another process after a mutant that hung.
    writeFileSync(SLOW_TESTS, JSON.stringify(slow.map(({ id }) => id)));
    return { status: 'complete', tests, mutantCoverage: namespace.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const slow = new Set(JSON.parse(readFileSync(SLOW_TESTS, 'utf8')));
    const isQuick = (id) => !slow.has(id);
    const isSlow = (id) => slow.has(id);
    let nrOfTests = 0;
    for (const takes of [isQuick, isSlow]) {
      if (testFilter?.some(takes) === false) continue;
      const filter = testFilter === undefined ? undefined : new Set(testFilter);
      const namespace = Object.assign(fresh(), { activeMutant: activeMutant.id });
      if (hitLimit !== undefined) Object.assign(namespace, { hitCount: 0, hitLimit });
      const only = (id) => takes(id) && (filter?.has(id) ?? true);
      const tests = await this.#run(namespace, { only, bail: true });
      if (namespace.hitCount > hitLimit) return { status: 'timeout', reason: 'it never ends' };
      nrOfTests += tests.length;
      const failed = tests.filter(({ status }) => status === FAILED);
      if (failed.length > 0) {
        const [{ failureMessage = '' }] = failed;
        const killedBy = failed.map(({ id }) => id);
        return { status: 'killed', killedBy, failureMessage, nrOfTests };
      }
    }
    return { status: 'survived', nrOfTests };
  }

  async dispose() {}

  #run(namespace, options) {
    const onTest = (name) => {
      namespace.currentTestId = name;
    };
    return this.#tests.run({ ...options, onTest });
  }
}

/** The object through which Stryker and the instrumented code speak, without what the last run left in it. */
function fresh() {
  globalThis.__stryker__ ??= {};
  const namespace = globalThis.__stryker__;
  for (const key of Object.keys(namespace)) delete namespace[key];
  return Object.assign(namespace, { mutantCoverage: { static: {}, perTest: {} } });
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner),
];
