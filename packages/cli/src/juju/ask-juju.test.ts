import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLES, kbt } from '../testing/kbt.js';

let folder: string;
let log: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-juju-'));
  log = join(folder, 'log');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A client on PATH that writes down what it is asked, and then does what `script` says. */
function client(script: string): Readonly<Record<string, string>> {
  const command = join(folder, 'juju');
  writeFileSync(command, `#!/bin/sh\necho "$@" >> '${log}'\n${script}\n`);
  chmodSync(command, 0o755);
  return { PATH: `${folder}:${process.env['PATH']}` };
}

describe('--unit', () => {
  it('asks Juju to show things, and for nothing else', async () => {
    const env = client(`exec '${EXAMPLES}/juju' "$@"`);
    const words = ['why', 'shop', '--unit', 'integrator/0', '-m', 'production'];
    expect((await kbt(words, { env })).exitCode).toBe(1);
    const asked = readFileSync(log, 'utf8').trim().split('\n');
    expect(asked.sort()).toEqual([
      'config -m production integrator --format json',
      'config -m production shop --format json',
      'show-model production --format json',
      'show-unit -m production integrator/0 --format json',
      'show-unit -m production velero-operator/0 --format json',
    ]);
  });

  it('says what Juju said, and exits 2', async () => {
    const env = client('echo "ERROR unit \\"integrator/9\\" not found" >&2; exit 1');
    const { exitCode, stderr } = await kbt(['targets', '--unit', 'integrator/9'], { env });
    expect(stderr).toContain('failed: unit "integrator/9" not found');
    expect(exitCode).toBe(2);
  });

  it('goes on where only the options cannot be had', async () => {
    const env = client(`case $1 in show-unit) exec '${EXAMPLES}/juju' "$@";; *) exit 1;; esac`);
    const { stdout } = await kbt(['why', 'shop', '--unit', 'integrator/0'], { env });
    expect(stdout).toContain('✗ valid');
    expect(stdout).not.toContain('juju config shop');
  });
});
