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

  it('asks in each model that is named', async () => {
    const env = client(`exec '${EXAMPLES}/juju' "$@"`);
    const words = ['targets', '--unit', 'integrator/0', '-m', 'a', '-m', 'b', '-o', 'json'];
    const { stdout } = await kbt(words, { env });
    const asked = readFileSync(log, 'utf8').trim().split('\n');
    expect(asked).toContain('show-unit -m a integrator/0 --format json');
    expect(asked).toContain('show-unit -m b integrator/0 --format json');
    const relations = JSON.parse(stdout).targets.map((one: { relation: string }) => one.relation);
    expect(new Set(relations).size).toBe(relations.length);
  });

  it('finds the models that have the unit', async () => {
    const models = JSON.stringify({ models: [{ name: 'admin/a' }, { name: 'admin/empty' }] });
    const env = client(
      `case "$*" in models*) echo '${models}';; *empty*) echo "ERROR not found" >&2; exit 1;; *) exec '${EXAMPLES}/juju' "$@";; esac`,
    );
    const words = ['targets', '-A', '--unit', 'integrator/0', '-o', 'json'];
    const { stdout } = await kbt(words, { env });
    expect(JSON.parse(stdout).targets).toHaveLength(6);
    const other = await kbt(['targets', '-A', '--unit', 'nowhere/0'], { env });
    expect(other.stderr).toContain('no model has a unit nowhere/0');
    expect(other.exitCode).toBe(2);
  });

  it('says which models could not be asked, and is not green then', async () => {
    const models = JSON.stringify({ models: [{ name: 'admin/a' }, { name: 'admin/locked' }] });
    const env = client(
      `case "$*" in models*) echo '${models}';; *locked*) echo "ERROR permission denied" >&2; exit 1;; *) exec '${EXAMPLES}/juju' "$@";; esac`,
    );
    const words = ['targets', 'wordpress', '-A', '--unit', 'integrator/0'];
    const { exitCode, stderr } = await kbt(words, { env });
    expect(stderr).toContain('kbt: not asked: juju show-unit -m admin/locked integrator/0');
    expect(stderr).toContain('permission denied');
    expect(exitCode).toBe(2);
  });

  it.each([
    [['-A', '-m', 'a', '-u', 'integrator/0'], 'name models with -m, or all of them with -A'],
    [['-A', 'juju-show-unit-integrator-0.json'], 'name it with --unit'],
    [['-m', 'a', 'juju-show-unit-integrator-0.json'], 'name it with --unit'],
  ])('refuses %j, which would leave something out', async (words, says) => {
    const { exitCode, stderr } = await kbt(['targets', ...words], { env: client('exit 1') });
    expect(stderr).toContain(says);
    expect(exitCode).toBe(2);
  });

  it('gives up after the time that was asked for, and says on a terminal that it waits', async () => {
    const env = client('exec sleep 30');
    const words = ['targets', '--unit', 'integrator/0', '--timeout', '2.5s'];
    const { exitCode, stderr } = await kbt(words, { env, columns: 80 });
    expect(stderr).toContain('\r\u001b[KStill waiting for juju show-unit integrator/0');
    expect(stderr).toContain('\r\u001b[Kkbt: juju: juju show-unit integrator/0');
    expect(stderr).toContain('gave no answer within 2.5 s');
    expect(exitCode).toBe(2);
  });

  it.each(['0', '2h', 'soon'])('takes no timeout of %s', async (timeout) => {
    const env = client('exit 1');
    const { stderr } = await kbt(['targets', '-u', 'a/0', '--timeout', timeout], { env });
    expect(stderr).toContain(`--timeout ${timeout} is not a time of at most 1h, such as 5s`);
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
