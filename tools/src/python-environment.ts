/**
 * The project's own Python environment, `.venv`, with the pinned requirements and the Python package
 * installed editable. It is made anew only when the requirements or the interpreter change.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ENVIRONMENT = '.venv';
const REQUIREMENTS = 'tools/requirements.txt';
const PROJECT = 'packages/python/pyproject.toml';
const OLDEST = [3, 10];

/** The interpreter of the project's environment, from the repository's root. */
export const PYTHON: string = join(ENVIRONMENT, 'bin', 'python');

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
  const version = pythonVersion();
  const stamp = join(ENVIRONMENT, 'made-from');
  const wanted = fingerprint(version);
  if (existsSync(PYTHON) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // Not on standard output, which may be a protocol's.
  console.error('Making the Python environment .venv ...');
  makeEnvironment();
  pip('install', '--requirement', REQUIREMENTS);
  pip('install', '--no-deps', '--no-build-isolation', '--editable', 'packages/python');
  writeFileSync(stamp, wanted);
}

function pythonVersion(): string {
  const version = tryRun('python3', ['-c', 'import sys; print(*sys.version_info[:3])'])?.trim();
  if (version === undefined)
    throw new MissingToolError('python3 is not on PATH: install Python 3.10 or newer');
  const [major = 0, minor = 0] = version.split(' ').map(Number);
  if (major < (OLDEST[0] ?? 0) || (major === OLDEST[0] && minor < (OLDEST[1] ?? 0))) {
    throw new MissingToolError(
      `python3 is ${version.replaceAll(' ', '.')}: install Python ${OLDEST.join('.')} or newer`,
    );
  }
  return version;
}

function makeEnvironment(): void {
  if (tryRun('python3', ['-m', 'venv', '--clear', ENVIRONMENT]) === undefined) {
    throw new MissingToolError(
      '`python3 -m venv` failed: install the venv module (on Debian and Ubuntu: python3-venv)',
    );
  }
}

function fingerprint(version: string): string {
  const hash = createHash('sha256').update(version).update(process.cwd());
  for (const file of [REQUIREMENTS, PROJECT]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function pip(...args: readonly string[]): void {
  execFileSync(PYTHON, ['-m', 'pip', '--quiet', '--disable-pip-version-check', ...args], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
}

function tryRun(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch {
    return undefined;
  }
}
