/**
 * `npm run long-run -- mutation-python-requirer` and its like: changes Python's code in every way that mutmut knows, one at a time, and
 * tells which changes no test notices. Writes docs/reports/mutation-python-requirer.json where REPORT=1 is set.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutantsOf, optionsOf, reportMutants } from './mutation-report.js';
import { mutmutEnvironment, PYTHON, type PythonMutant, readMutants } from './mutmut.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGE = join(ROOT, 'packages/python');
/** The end of what mutmut prints, where it fails. */
const LONGEST_OUTPUT = 5000;
/**
 * mutmut runs the tests twice in one process, which Hypothesis takes for a fault of the tests, and runs those of a mutant in any
 * order: the fastest come first. A property tries the same few values each time, and makes what fails no smaller.
 * What is in memory when a mutant's process begins is no garbage of it.
 */
const FOR_MUTMUT = `
import gc

from hypothesis import Phase
from mutmut.state import state

settings.register_profile(
    "mutmut",
    settings.default,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
    derandomize=True,
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("mutmut")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    seconds = state().duration_by_test
    items.sort(key=lambda item: seconds.get(item.nodeid, 0))


def pytest_sessionfinish() -> None:
    gc.freeze()
`;
const SOURCES = 'src/k8s_backup_target';

/** Some of the package's modules, and the tests that are about them. */
interface PythonRoom {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

/** Each room by its run's name; what is generated, and what only tests of processes reach, is left out. */
export const PYTHON_ROOMS: Readonly<Record<string, PythonRoom>> = {
  'mutation-python-codec': {
    mutate: ['_decode', '_encode', '_parse_json', '_salvage', '_plain', '_plain_entries', '_ttl'],
    tests: [
      ...['decode', 'encode', 'parse_json', 'plain', 'models', 'validate', 'construct', 'ops'],
      'ttl',
    ],
  },
  'mutation-python-provider': {
    mutate: [
      ...['charm/_provider', 'charm/_publishable', 'charm/_refused_spec', 'charm/_plain_copy'],
      ...['charm/_outcome', 'charm/_spec_function', 'charm/_endpoints', 'charm/_gone'],
    ],
    tests: ['provider', 'options'],
  },
  'mutation-python-requirer': {
    mutate: [
      ...['charm/_requirer', 'charm/_state', 'charm/_claims', 'charm/_ownership', 'charm/_related'],
      ...['charm/_databags', 'charm/_read_databag', 'charm/_remote_issues', 'charm/_leaving'],
    ],
    tests: ['requirer', 'requirer_life', 'options'],
  },
  'mutation-python-lint': {
    mutate: ['lint/*'],
    tests: ['lint', 'lint_rules', 'lint_spec', 'lint_template', 'velero'],
  },
  'mutation-python-velero': {
    mutate: ['velero/*'],
    tests: ['velero', 'manifests', 'manifest_cases', 'cron'],
  },
};

/** Whether a run of that name mutates Python. */
export function isPythonMutationRun(name: string | undefined): name is string {
  return name !== undefined && Object.hasOwn(PYTHON_ROOMS, name);
}

/** Mutates a room. @param files a glob of some of its modules, `charm/_claims`; default: all. @returns the exit status */
export function runPythonMutation(name: string, files?: string): number {
  const room = PYTHON_ROOMS[name];
  if (room === undefined) throw new RangeError(`no room ${name}`);
  const start = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'mutation-python-'));
  try {
    const mutate = files === undefined ? room.mutate : [files];
    const mutants = mutated(workingCopy(folder, { ...room, mutate }));
    if (mutants === undefined) return 1;
    const seconds = Math.round((Date.now() - start) / 1000);
    return reportMutants(
      ROOT,
      { name, options: optionsOf({ files }), seconds },
      mutantsOf(mutants),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs mutmut in a folder. @returns what became of each mutant; undefined where mutmut failed, which it has said */
function mutated(cwd: string): readonly PythonMutant[] | undefined {
  const { status, stdout } = spawnSync(PYTHON, ['-m', 'mutmut', 'run', '--max-children', '1'], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: mutmutEnvironment(),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) {
    console.error(stdout.slice(-LONGEST_OUTPUT));
    return undefined;
  }
  return readMutants(cwd, 'packages/python');
}

/** The package as mutmut wants it, next to what its tests read. @returns its folder */
function workingCopy(folder: string, { mutate, tests }: PythonRoom): string {
  const copy = join(folder, 'packages/python');
  mkdirSync(copy, { recursive: true });
  // Some tests read next to the package; mutmut runs them once more, in a folder of the copy.
  for (const parent of [folder, join(folder, 'packages')])
    symlinkSync(join(ROOT, 'tests'), join(parent, 'tests'));
  for (const parent of [join(folder, 'packages'), copy])
    symlinkSync(join(ROOT, 'packages/velero'), join(parent, 'velero'));
  const isSource = (path: string) => !path.includes('__pycache__');
  for (const name of ['src', 'tests', 'pyproject.toml'])
    cpSync(join(PACKAGE, name), join(copy, name), { recursive: true, filter: isSource });
  appendFileSync(join(copy, 'tests/conftest.py'), FOR_MUTMUT);
  const settings = {
    source_paths: ['src'],
    only_mutate: mutate.map((module) => `${SOURCES}/${module}${module.endsWith('*') ? '' : '.py'}`),
    // What reads megabytes tells the time that it takes.
    pytest_add_cli_args: ['-p', 'no:cacheprovider', '-k', 'not takes_seconds_at_most'],
    pytest_add_cli_args_test_selection: tests.map((test) => `tests/test_${test}.py`),
    use_git_change_detection: false,
    track_dependencies: false,
    // A busy machine takes its time.
    timeout_constant: 10,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  appendFileSync(join(copy, 'pyproject.toml'), `\n[tool.mutmut]\n${lines.join('\n')}\n`);
  return copy;
}
