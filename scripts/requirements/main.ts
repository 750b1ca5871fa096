/**
 * `npm run requirements`: writes each pinned list of Python packages (`.in`) with the hashes of all files
 * that the registry holds of them (`.txt`), so pip installs nothing else. It runs uv, which keeps the
 * markers for every Python and platform.
 */

import { ensurePythonEnvironment, PYTHON } from '@k8s-backup-target/tools/python-environment';
import { run } from '@k8s-backup-target/tools/run';
import { LISTS } from './lists.js';

ensurePythonEnvironment();
for (const { path, python, options } of LISTS) {
  const command = [PYTHON, '-m', 'uv', 'pip', 'compile', '--quiet', '--universal'] as const;
  const style = ['--no-annotate', '--no-header', '--generate-hashes'];
  const versions = ['--python-version', python];
  const files = [`${path}.in`, '--output-file', `${path}.txt`];
  await run('.', [...command, ...style, ...versions, ...options, ...files]);
  console.log(`${path}.txt`);
}
