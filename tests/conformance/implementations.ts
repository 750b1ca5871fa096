/** The implementations under comparison, and how their executors are started. */
import { join } from 'node:path';
import { ensurePythonEnvironment } from '@k8s-backup-target/tools/python-environment';
import type { Command } from './drive-executor.js';
import { CONTRACT_LAYERS, type Layer, ROLE_LAYERS } from './protocol.js';

/** One implementation with an executor in `executors/`. */
export interface Implementation {
  readonly name: string;
  readonly command: Command;
  /** The layers that the executor answers. */
  readonly layers: readonly Layer[];
  /** True if the executor names issues; the reference only says whether the whole is valid. */
  readonly namesIssues: boolean;
  /**
   * True if it is released apart, and so may lack a field that was added to the schema since: where its
   * answers never have a field, it is not compared.
   */
  readonly mayLackFields: boolean;
  /** Makes what the executor needs and is not there yet. */
  readonly provide: () => void;
}

const ROOT = join(import.meta.dirname, '..', '..');
const PYTHON = join(ROOT, '.venv', 'bin', 'python');

/** The packages' sources, so nothing depends on a build. */
const FROM_SOURCES = ['--conditions=@k8s-backup-target/source', '--import', 'tsx'];

const ALL_LAYERS: readonly Layer[] = [...CONTRACT_LAYERS, 'cron', ...ROLE_LAYERS];

/** All of them, in the order of the table. */
export const IMPLEMENTATIONS: readonly Implementation[] = [
  {
    name: 'typescript',
    command: { program: process.execPath, args: [...FROM_SOURCES, executor('typescript.ts')] },
    layers: ALL_LAYERS,
    namesIssues: true,
    mayLackFields: false,
    provide: () => undefined,
  },
  {
    name: 'python',
    command: { program: PYTHON, args: [executor('python.py')] },
    layers: ALL_LAYERS,
    namesIssues: true,
    mayLackFields: false,
    provide: ensurePythonEnvironment,
  },
  {
    name: 'reference',
    command: { program: PYTHON, args: [executor('reference.py')] },
    layers: CONTRACT_LAYERS,
    namesIssues: false,
    mayLackFields: true,
    provide: ensurePythonEnvironment,
  },
];

/** Finds an implementation by its name. */
export function implementationNamed(name: string): Implementation {
  const found = IMPLEMENTATIONS.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = IMPLEMENTATIONS.map((each) => each.name).join(', ');
  throw new RangeError(`no implementation is named ${JSON.stringify(name)}: ${names}`);
}

function executor(file: string): string {
  return join(import.meta.dirname, 'executors', file);
}
