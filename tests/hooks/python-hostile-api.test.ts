/** The client of the integrator in Python, in a process of pytest: `python/test_hostile_api.py` has the answers. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '../../examples/python-integrator-charm/src');

it('ends every call against an API that goes wrong, within its time, and says why', () => {
  const words = ['-m', 'pytest', '--quiet', '-p', 'no:cacheprovider'];
  const { status, stdout } = spawnSync(
    PYTHON,
    [...words, join(import.meta.dirname, 'python/test_hostile_api.py')],
    { encoding: 'utf8', env: { ...process.env, PYTHONPATH: SOURCES } },
  );
  expect(stdout).toMatch(/\n81 passed in /);
  expect(status).toBe(0);
});
