/** The tests of a room in one bundle, loaded anew for each run, and run in this process by vitest's own runner. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';

const ROOT = join(import.meta.dirname, '../..');
const load = createRequire(join(ROOT, 'package.json'));
export const PASSED = 0;
export const FAILED = 1;
/** Of how many values a property is asked; undefined: of as many as it says. What others tell counts as not noticed. */
const PROPERTY_RUNS = process.env['MUTATION_PROPERTY_RUNS'];

/** What tests import from vitest, without its processes. */
export const VITEST_SHIM = [/^vitest$/, 'vitest-shim.mjs'];

export class InProcessTests {
  #bundle;
  /** The environment: what a test that fails leaves in it would make tests of the next mutant fail. */
  #environment = { ...process.env };
  /** The bundle as a function: compiled once, while each call loads the code anew. */
  #code;

  /**
   * Bundles test files of this repository, whose names are relative, into a file.
   * @param sources the repository or a copy of it
   * @param shims what is taken instead of a module: files of this folder
   */
  async bundle({ tests, sources, into, shims }) {
    const { build } = load('esbuild');
    this.#bundle = into;
    await build({
      stdin: {
        contents: tests.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n'),
        resolveDir: sources,
      },
      outfile: into,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      conditions: ['@k8s-backup-target/source'],
      mainFields: ['module', 'main'],
      external: ['@vitest/*', 'esbuild', 'vite'],
      plugins: [takenFrom(sources, shims)],
      // The packages say that they have no side effects; tests have nothing else.
      ignoreAnnotations: true,
      logLevel: 'error',
    });
  }

  /**
   * Loads and runs the tests that `only` takes, to the first that fails where `bail` is set.
   * @param onTest is told the name of each as it begins, and undefined as it ends
   * @param timeoutMs of a test
   * @param costOf of a test by its name: the cheapest of a suite come first; default: as they are told
   */
  async run({
    only = () => true,
    bail = false,
    onTest = () => {},
    costOf = () => 0,
    timeoutMs = 60_000,
  }) {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, this.#environment);
    const { startTests } = await import(pathToFileURL(load.resolve('@vitest/runner')).href);
    const ran = [];
    const files = await startTests([{ filepath: this.#bundle }], {
      config: { ...CONFIG, testTimeout: timeoutMs, hookTimeout: timeoutMs },
      importFile: (file) => {
        this.#code ??= compileFunction(readFileSync(file, 'utf8'), [
          'require',
          'module',
          'exports',
        ]);
        const module = { exports: {} };
        this.#code(createRequire(file), module, module.exports);
      },
      onCollected: ([file]) => {
        sortByCost(file, costOf);
      },
      onBeforeRunTask: (test) => {
        if (test.type !== 'test') return;
        const isChosen = only(nameOf(test));
        if (!isChosen || (bail && ran.some(({ status }) => status === FAILED))) test.mode = 'skip';
        else onTest(nameOf(test));
      },
      onAfterRunTask: (test) => {
        if (test.type !== 'test') return;
        onTest(undefined);
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

function nameOf({ suite, name }) {
  return suite === undefined ? name : `${nameOf(suite)} > ${name}`;
}

/** @returns what the cheapest test of it costs */
function sortByCost(task, costOf) {
  if (task.type === 'test') return costOf(nameOf(task));
  const costs = new Map(task.tasks.map((each) => [each, sortByCost(each, costOf)]));
  task.tasks.sort((one, other) => costs.get(one) - costs.get(other));
  return Math.min(...costs.values());
}

/** Takes this repository's sources from there, and leaves each the place that it has there. */
function takenFrom(sources, shims) {
  return {
    name: 'taken-from',
    setup(build) {
      for (const [filter, shim] of shims) {
        build.onResolve({ filter }, () => ({ path: join(import.meta.dirname, shim) }));
      }
      build.onResolve({ filter: /^@k8s-backup-target\// }, async ({ path, ...options }) => {
        if (options.pluginData === IS_ASKED) return undefined;
        const found = await build.resolve(path, { ...options, pluginData: IS_ASKED });
        return { path: join(sources, relative(ROOT, found.path)) };
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
}
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
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
};
