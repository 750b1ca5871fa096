/** The implementations under comparison, and how their executors are started. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './drive-executor.js';

/** One implementation with an executor in `executors/`. */
export interface Implementation {
  readonly name: string;
  readonly command: Command;
  /** Whether the executor names issues; the reference only says whether the whole is valid. */
  readonly namesIssues: boolean;
  /** What must be there before the executor can run, and how to get it. */
  readonly needs: readonly { readonly path: string; readonly remedy: string }[];
}

const ROOT = join(import.meta.dirname, '..', '..');
const PYTHON = join(ROOT, '.venv', 'bin', 'python');
const BUILD = {
  path: join(ROOT, 'packages', 'schema', 'dist', 'index.js'),
  remedy: '@k8s-backup-target/schema is not built: run `npm run build`',
};
const ENVIRONMENT = {
  path: PYTHON,
  remedy: 'the Python environment .venv is not there: run `npm test`, which makes it',
};

/** All of them, in the order of the table. */
export const IMPLEMENTATIONS: readonly Implementation[] = [
  {
    name: 'typescript',
    command: { program: process.execPath, args: ['--import', 'tsx', executor('typescript.ts')] },
    namesIssues: true,
    needs: [BUILD],
  },
  {
    name: 'python',
    command: { program: PYTHON, args: [executor('python.py')] },
    namesIssues: true,
    needs: [ENVIRONMENT],
  },
  {
    name: 'reference',
    command: { program: PYTHON, args: [executor('reference.py')] },
    namesIssues: false,
    needs: [ENVIRONMENT],
  },
];

/** Finds an implementation by its name. */
export function implementationNamed(name: string): Implementation {
  const found = IMPLEMENTATIONS.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = IMPLEMENTATIONS.map((each) => each.name).join(', ');
  throw new RangeError(`no implementation is named ${JSON.stringify(name)}: ${names}`);
}

/** What is missing before `implementation` can run; undefined when nothing is. */
export function missingNeed({ needs }: Implementation): string | undefined {
  return needs.find(({ path }) => !existsSync(path))?.remedy;
}

function executor(file: string): string {
  return join(import.meta.dirname, 'executors', file);
}
