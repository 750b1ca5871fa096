/**
 * The project's own Python environments, with pinned requirements and the Python packages installed
 * editable. Each is made again only when its requirements or its interpreter change.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Interpreter, interpreter, supportedInterpreters } from './python-interpreters.js';
import { tryRun } from './run.js';

/** The contents of an environment. */
interface Environment {
  readonly folder: string;
  readonly interpreter: Interpreter;
  /** A pinned list in `tools/python`. */
  readonly requirements: string;
  /** Folders below `packages`. */
  readonly packages: readonly string[];
}

/** The environments for the tests of other versions: `.venvs/oldest` and `.venvs/newest`. */
type VersionName = 'oldest' | 'newest';

/** The interpreter of the project's environment, from the repository's root. */
export const PYTHON: string = pythonIn('.venv');

/** The newest Python for which the oldest versions come compiled. */
const NEWEST_FOR_OLDEST = 12;

/** A tool that the tests need is not on this machine; the message says which and what to do. */
export class MissingToolError extends Error {
  override readonly name = 'MissingToolError';
}

/**
 * Makes sure that `.venv` is there and up to date.
 *
 * @throws MissingToolError when there is no Python of a supported version with its venv module.
 */
export function ensurePythonEnvironment(): void {
  const found = interpreter('python3');
  if (found === undefined)
    throw new MissingToolError('python3 is not on PATH: install Python 3.10 or newer');
  if (!found.version.startsWith('3.') || found.minor < 10)
    throw new MissingToolError(`python3 is ${found.version}: install Python 3.10 or newer`);
  ensure({ folder: '.venv', interpreter: found, requirements: 'project', packages: ['python'] });
}

/**
 * Makes sure that the environments with the oldest and the newest versions are there and up to date, on the
 * oldest and the newest Python of this machine. They hold the drop-in instead of the reference.
 *
 * @returns those that this machine has a Python for.
 */
export function ensureVersionEnvironments(): readonly VersionName[] {
  const found = supportedInterpreters();
  const oldest = found.find(({ minor }) => minor <= NEWEST_FOR_OLDEST);
  return [
    ...(oldest === undefined ? [] : [versionEnvironment('oldest', oldest)]),
    ...found.slice(-1).map((newest) => versionEnvironment('newest', newest)),
  ];
}

function versionEnvironment(name: VersionName, found: Interpreter): VersionName {
  const packages = ['python', 'python-compat'];
  ensure({ folder: join('.venvs', name), interpreter: found, requirements: name, packages });
  return name;
}

function ensure(environment: Environment): void {
  const { folder, packages } = environment;
  const requirements = `tools/python/${environment.requirements}.txt`;
  const projects = packages.map((name) => `packages/${name}`);
  const stamp = join(folder, 'made-from');
  const wanted = fingerprint(environment.interpreter, [
    requirements,
    ...projects.map((project) => `${project}/pyproject.toml`),
  ]);
  if (existsSync(pythonIn(folder)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
    return;
  // Not on standard output, which may be a protocol's.
  console.error(`Making the Python environment ${folder} ...`);
  make(folder, environment.interpreter);
  pip(folder, '--requirement', requirements);
  pip(
    folder,
    '--no-deps',
    '--no-build-isolation',
    ...projects.flatMap((project) => ['--editable', project]),
  );
  writeFileSync(stamp, wanted);
}

function make(folder: string, { command }: Interpreter): void {
  if (tryRun(command, ['-m', 'venv', '--clear', folder]) !== undefined) return;
  throw new MissingToolError(
    `\`${command} -m venv\` failed: install the venv module (on Debian and Ubuntu: python3-venv)`,
  );
}

function fingerprint({ version }: Interpreter, files: readonly string[]): string {
  const hash = createHash('sha256').update(version).update(process.cwd());
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function pip(folder: string, ...args: readonly string[]): void {
  const command = ['-m', 'pip', '--quiet', '--disable-pip-version-check', 'install', ...args];
  execFileSync(pythonIn(folder), command, { stdio: ['ignore', process.stderr, process.stderr] });
}

function pythonIn(folder: string): string {
  return join(folder, 'bin', 'python');
}
