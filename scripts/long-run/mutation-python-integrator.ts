/**
 * `npm run long-run -- mutation-python-integrator`: changes the code of the integrator in Python in ways that mutmut
 * knows, one at a time, and tells which changes no hook shows that the integrators' suites run. All would take hours:
 * a seed chooses some. Writes docs/reports/mutation-python-integrator.json where REPORT=1 is set.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { makePythonCharms } from '@k8s-backup-target/tools/charm-folders';
import { mutantsOf, optionsOf, reportMutants } from './mutation-report.js';
import { mutmutEnvironment, type PythonMutant, readMutants, runTool } from './mutmut.js';

export const PYTHON_INTEGRATOR_RUN = 'mutation-python-integrator';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOOLS = join(ROOT, 'tools/mutation');
const CHARM = 'examples/python-integrator-charm';
const TESTS = ['tests/hooks/integrator-in-forks.test.ts', 'tests/hooks/integrator-twins.test.ts'];
const MUTANTS = 300;
const SEED = 20261130;

/** Of each mutant by its name: a test that runs none of them cannot notice it. */
type Lines = Readonly<Record<string, readonly string[]>>;

interface Options {
  /** A glob of some of its modules, `kubernetes_*`; default: all. */
  readonly files?: string | undefined;
  readonly mutants?: string | undefined;
  readonly seed?: string | undefined;
}

/** Mutates the charm. @returns the exit status */
export async function runPythonIntegratorMutation(options: Options): Promise<number> {
  const start = Date.now();
  const seed = Number(options.seed ?? SEED);
  const folder = mkdtempSync(join(tmpdir(), 'mutation-python-'));
  const charms = await makePythonCharms();
  try {
    const all = generate(folder, options.files ?? '*');
    const chosen = chooseFrom(all, seed, Number(options.mutants ?? MUTANTS));
    const sources = join(charms.exampleIntegrator, 'src');
    cpSync(join(folder, 'mutants/src'), sources, { recursive: true });
    cpSync(join(TOOLS, 'charm_forks.py'), join(sources, 'charm_forks.py'));
    const lines: Lines = JSON.parse(runTool('mutant_lines.py', folder));
    const tried = await tryEach(chosen, lines, charms.exampleIntegrator);
    if (tried === undefined) return 1;
    const seconds = Math.round((Date.now() - start) / 1000);
    const { files, mutants } = options;
    const given = optionsOf({ files, mutants, seed: options.seed });
    const run = { name: PYTHON_INTEGRATOR_RUN, options: given, seconds };
    const sample = { of: all.length, seed };
    return reportMutants(ROOT, run, { ...mutantsOf(tried), sample, tried });
  } finally {
    rmSync(folder, { recursive: true });
    await charms.remove();
  }
}

/** Writes the modules with all of their mutants to `mutants/src` of a folder. */
function generate(folder: string, modules: string): readonly PythonMutant[] {
  cpSync(join(ROOT, CHARM, 'src'), join(folder, 'src'), {
    recursive: true,
    filter: (path) => !path.includes('__pycache__'),
  });
  const settings = `source_paths = ["src"]\nonly_mutate = ["src/${modules}.py"]\n`;
  writeFileSync(join(folder, 'pyproject.toml'), `[tool.mutmut]\n${settings}`);
  runTool('mutmut_generate.py', folder);
  return readMutants(folder, CHARM);
}

/** Some of them, each by its own name: a change of one function leaves the choice in the others as it is. */
function chooseFrom(
  all: readonly PythonMutant[],
  seed: number,
  count: number,
): readonly PythonMutant[] {
  const places = new Map(
    all.map(({ name }) => [name, createHash('sha256').update(`${seed} ${name}`).digest('hex')]),
  );
  const placeOf = ({ name }: PythonMutant) => places.get(name) ?? '';
  return all.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)).slice(0, count);
}

/** What becomes of each; undefined where the tests fail without a mutant, which is said. */
async function tryEach(
  mutants: readonly PythonMutant[],
  lines: Lines,
  charmDir: string,
): Promise<readonly PythonMutant[] | undefined> {
  const runner = join(TOOLS, 'python-charm-runner.mjs');
  const child = spawn(process.execPath, [runner, charmDir, ...TESTS], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: mutmutEnvironment(),
  });
  child.stdin.end(JSON.stringify(mutants.map(({ name }) => ({ name, lines: lines[name] }))));
  const told = (await text(child.stdout)).trim().split('\n');
  if (told.length < mutants.length) return undefined;
  const statuses = new Map(
    told.map((line): [string, string] => {
      const { name, status }: PythonMutant = JSON.parse(line);
      return [name, status];
    }),
  );
  return mutants.map((mutant) => ({ ...mutant, status: statuses.get(mutant.name) ?? 'not tried' }));
}
