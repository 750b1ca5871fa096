/** Tools from PyPI, each in an environment of its own, pinned whole. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import { ROOT } from './repository.js';

/** How to install a tool. */
export interface PinnedTool {
  /** Names the list of its requirements, `NAME-requirements.txt`, and its program. */
  readonly name: string;
  readonly python: string;
  /** Options for Python's `venv`. */
  readonly options?: readonly string[];
}

/** Installs a tool from PyPI, unless these very versions are there already. Returns its program. */
export async function installPinned({ name, python, options = [] }: PinnedTool): Promise<string> {
  const requirements = join(ROOT, `tests/packaging/${name}-requirements.txt`);
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const environment = join(ROOT, `dist/${name}-${hash}`);
  const program = join(environment, 'bin', name);
  const finished = join(environment, 'finished');
  if (existsSync(finished)) return program;
  rmSync(environment, { recursive: true, force: true });
  await run(ROOT, [python, '-m', 'venv', ...options, environment]);
  const pip = [join(environment, 'bin/python'), '-m', 'pip', 'install', '--quiet'] as const;
  await run(ROOT, [...pip, '--no-deps', '--requirement', requirements]);
  writeFileSync(`${finished}.new`, '');
  renameSync(`${finished}.new`, finished);
  return program;
}
