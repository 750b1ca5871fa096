/** mutmut, which changes Python's code: apart from the environment of the tests, which needs none of it. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Change } from './survivors.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MUTMUT = join(ROOT, '.venvs/mutmut');

export const PYTHON: string = join(ROOT, '.venv/bin/python');

/** A mutant by the name that mutmut gives it, and what became of it. */
export interface PythonMutant extends Change {
  readonly name: string;
  readonly status: string;
}

/** Where Python finds mutmut, which is installed if it is missing. */
export function mutmutEnvironment(): NodeJS.ProcessEnv {
  if (!existsSync(MUTMUT)) install();
  return { ...process.env, PYTHONPATH: MUTMUT };
}

/** What mutmut has made or found in a folder. @param place of that folder's files, below the repository's root */
export function readMutants(cwd: string, place: string): readonly PythonMutant[] {
  return JSON.parse(runTool('mutmut_results.py', cwd, place));
}

/** Runs a program of `tools/mutation` in a folder. @returns what it prints */
export function runTool(name: string, cwd: string, ...args: readonly string[]): string {
  const program = join(ROOT, 'tools/mutation', name);
  const env = mutmutEnvironment();
  return execFileSync(PYTHON, [program, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
}

function install(): void {
  const list = join(ROOT, 'tools/mutation/mutmut.txt');
  const words = ['-m', 'pip', '--quiet', '--disable-pip-version-check', 'install'];
  execFileSync(PYTHON, [...words, '--target', MUTMUT, '--require-hashes', '--requirement', list], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
