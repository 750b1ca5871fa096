/**
 * `npm run requirements`: writes each pinned list of Python packages (`.in`, and the `pyproject.toml` of the
 * Python charms) with the hashes of all files that the registry holds of them (`.txt`), so nothing else is
 * installed. It runs uv, which keeps the markers for every Python and platform.
 * `npm run requirements -- --check CHARM`: writes no more than the `uv.lock` of that charm, and exits 1 when it
 * differs from its `requirements.txt`.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensurePythonEnvironment, PYTHON } from '@k8s-backup-target/tools/python-environment';
import { run } from '@k8s-backup-target/tools/run';
import { CHARMS, lock, requirementsOf } from './charms.js';
import { LISTS } from './lists.js';

const { values } = parseArgs({ options: { check: { type: 'string' } } });
ensurePythonEnvironment();
await (values.check === undefined ? writeAll() : check(values.check));

async function writeAll(): Promise<void> {
  for (const { path, python, options } of LISTS) {
    const command = [PYTHON, '-m', 'uv', 'pip', 'compile', '--quiet', '--universal'] as const;
    const style = ['--no-annotate', '--no-header', '--generate-hashes'];
    const versions = ['--python-version', python];
    const files = [`${path}.in`, '--output-file', `${path}.txt`];
    await run('.', [...command, ...style, ...versions, ...options, ...files]);
    console.log(`${path}.txt`);
  }
  for (const charm of CHARMS) {
    writeFileSync(requirementsOf(charm), await lock(charm));
    console.log(requirementsOf(charm));
  }
}

async function check(charm: string): Promise<void> {
  const file = requirementsOf(charm);
  if ((await lock(charm)) === readFileSync(file, 'utf8')) return;
  console.error(`${charm}/uv.lock is not what ${file} pins: run \`npm run requirements\``);
  process.exitCode = 1;
}
