/**
 * A runner of tests for Stryker that starts nothing for a mutant: the tests of a room, in one bundle with the sources
 * that Stryker has instrumented, are loaded anew for each and run here, by vitest's own runner. With vitest as Stryker
 * runs it, a mutant takes ten times as long. Stryker ends this process where a mutant hangs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

const ROOT = join(import.meta.dirname, '../..');
const load = createRequire(join(ROOT, 'package.json'));
const PASSED = 0;
const FAILED = 1;
/** A test that takes longer waits until the quick ones have let a mutant pass: most are killed by those. */
const QUICK_MS = 50;
/** In the working directory. */
const SLOW_TESTS = 'slow-tests.json';
/** Of how many values a property is asked; undefined: of as many as it says. What others tell counts as not noticed. */
const PROPERTY_RUNS = process.env['MUTATION_PROPERTY_RUNS'];

class InProcessRunner {
  /** In the sandbox, Stryker's copy of the sources: the working directory from `init` on, not before. */
  #bundle = '';
  /** The environment: what a test that fails leaves in it would make tests of the next mutant fail. */
  #environment;
  /** The bundle as a function: compiled once, while each call loads the code anew. */
  #code;

  /** Each run loads the code anew, so what runs while it is loaded can be mutated as well. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#environment = { ...process.env };
    const { build } = load('esbuild');
    const tests = (process.env['MUTATION_TESTS'] ?? '').split(',');
    this.#bundle = join(process.cwd(), 'tests.cjs');
    await build({
      stdin: {
        contents: tests.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n'),
        resolveDir: process.cwd(),
      },
      outfile: this.#bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      conditions: ['@k8s-backup-target/source'],
      mainFields: ['module', 'main'],
      external: ['@vitest/*', 'esbuild', 'vite'],
      plugins: [inSandbox],
      // The packages say that they have no side effects; tests have nothing else.
      ignoreAnnotations: true,
      logLevel: 'error',
    });
  }

  async dryRun() {
    const namespace = fresh();
    const tests = await this.#run({ namespace });
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
      const tests = await this.#run({ namespace, only, bail: true });
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

  /** Loads and runs the tests that `only` takes, to the first that fails where `bail` is set. */
  async #run({ namespace, only = () => true, bail = false }) {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, this.#environment);
    const { startTests } = await import(pathToFileURL(load.resolve('@vitest/runner')).href);
    const ran = [];
    const files = await startTests([{ filepath: this.#bundle }], {
      config: CONFIG,
      importFile: (file) => {
        this.#code ??= compileFunction(readFileSync(file, 'utf8'), [
          'require',
          'module',
          'exports',
        ]);
        const module = { exports: {} };
        this.#code(createRequire(file), module, module.exports);
      },
      onBeforeRunTask: (test) => {
        if (test.type !== 'test') return;
        const isChosen = only(nameOf(test));
        if (!isChosen || (bail && ran.some(({ status }) => status === FAILED))) test.mode = 'skip';
        else namespace.currentTestId = nameOf(test);
      },
      onAfterRunTask: (test) => {
        if (test.type !== 'test') return;
        namespace.currentTestId = undefined;
        const { state, errors = [], duration: timeSpentMs = 0 } = test.result ?? {};
        const [id, name] = [nameOf(test), nameOf(test)];
        if (state === 'fail') ran.push({ ...failure(id, errors[0]), timeSpentMs });
        if (state === 'pass') ran.push({ id, name, timeSpentMs, status: PASSED });
      },
    });
    return [...ran, ...files.flatMap(failuresAround)];
  }
}

/** Where the tests cannot be loaded, or what comes before or after all of a suite fails, vitest runs none and fails none. */
function failuresAround({ name, result, tasks = [] }) {
  const own = (result?.errors ?? []).map((error) => failure(`(around ${name})`, error));
  return [...own, ...tasks.filter(({ type }) => type === 'suite').flatMap(failuresAround)];
}

function failure(id, error) {
  return { id, name: id, timeSpentMs: 0, status: FAILED, failureMessage: String(error?.message) };
}

/** The object through which Stryker and the instrumented code speak, without what the last run left in it. */
function fresh() {
  globalThis.__stryker__ ??= {};
  const namespace = globalThis.__stryker__;
  for (const key of Object.keys(namespace)) delete namespace[key];
  return Object.assign(namespace, { mutantCoverage: { static: {}, perTest: {} } });
}

function nameOf({ suite, name }) {
  return suite === undefined ? name : `${nameOf(suite)} > ${name}`;
}

/** Takes this repository's sources from the sandbox, and leaves each the place that it has there. */
const inSandbox = {
  name: 'in-sandbox',
  setup(build) {
    for (const [filter, shim] of SHIMS) {
      build.onResolve({ filter }, () => ({ path: join(import.meta.dirname, shim) }));
    }
    build.onResolve({ filter: /^@k8s-backup-target\// }, async ({ path, ...options }) => {
      if (options.pluginData === IS_ASKED) return undefined;
      const found = await build.resolve(path, { ...options, pluginData: IS_ASKED });
      return { path: join(process.cwd(), relative(ROOT, found.path)) };
    });
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8')
        .replace(
          /\bnumRuns: \d+/g,
          PROPERTY_RUNS === undefined ? '$&' : `numRuns: ${PROPERTY_RUNS}`,
        )
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
    }));
  },
};
const SHIMS = [
  [/^vitest$/, 'vitest-shim.mjs'],
  [/^node:https$/, 'https-shim.mjs'],
];
const IS_ASKED = Symbol('asked');

const CONFIG = {
  root: ROOT,
  setupFiles: [],
  name: undefined,
  passWithNoTests: false,
  testNamePattern: undefined,
  allowOnly: false,
  sequence: { shuffle: false, concurrent: false, seed: 1, hooks: 'stack', setupFiles: 'list' },
  chaiConfig: undefined,
  // Only that a test fails counts: to tell how ten thousand issues differ takes seconds.
  diffOptions: { maxDepth: 1, truncateThreshold: 1 },
  maxConcurrency: 1,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
};

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner),
];
