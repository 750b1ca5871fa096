import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { kubeconfigFor } from '../testing/recording-api.js';
import { fillTemplate, valuesAt } from './json-path.js';

const TARGETS = ['targets', 'juju-show-unit-integrator-0.json'];

const printed = async (...words: readonly string[]) => (await kbt([...TARGETS, ...words])).stdout;

describe('-o', () => {
  it('name: one name a line', async () => {
    expect((await printed('-o', 'name')).split('\n').slice(0, 3)).toEqual([
      'wordpress',
      'shop',
      'ledger',
    ]);
  });

  it('custom-columns: the columns that are asked for', async () => {
    const text = await printed('-o', 'custom-columns=APP:.app,MODEL:.model,NO:.nothing');
    expect(text.split('\n').slice(0, 3)).toEqual([
      'APP        MODEL       NO',
      'wordpress  production  <none>',
      'shop       null        <none>',
    ]);
  });

  it('jsonpath: a text made from the JSON', async () => {
    expect(await printed('-o', 'jsonpath={.targets[0].app} {.apiVersion}')).toBe(
      'wordpress kbt/v1\n',
    );
    const range = String.raw`jsonpath={range .targets[*]}{.app}={.state}{"\n"}{end}`;
    expect(await printed('-o', range)).toMatch(/^wordpress=ok\nshop=refused\n/);
  });

  it.each([
    ['custom-columns=APP', 'custom-columns are TITLE:PATH'],
    ['jsonpath={.a[?(@.b)]}', 'is not a path'],
    ['jsonpath={range .targets[*]}', '{range} has no {end}'],
    ['jsonpath={end}', '{end} has no {range} before it'],
    ['jsn', 'Allowed choices are table, wide, json, yaml, name, jsonpath=…, custom-columns=….'],
  ])('%s: says what is wrong', async (format, said) => {
    const { exitCode, stdout, stderr } = await kbt([...TARGETS, '-o', format]);
    expect(stderr).toContain(said);
    expect([exitCode, stdout]).toEqual([2, '']);
  });
});

describe('--no-headers and --sort-by', () => {
  it('leave out titles, and sort rows', async () => {
    const text = await printed('--no-headers', '--sort-by', '.app', '-o', 'wide');
    expect(text.split('\n').map((line) => line.split(/ +/)[1])).toEqual([
      'billing',
      'impostor',
      'ledger',
      'reports',
      'shop',
      'wordpress',
      undefined,
    ]);
  });
});

describe('names among the words', () => {
  it('choose applications', async () => {
    const { stdout } = await kbt([...TARGETS, 'shop', 'ledger', '-o', 'name']);
    expect(stdout).toBe('shop\nledger\n');
    const status = await kbt(['status', 'juju-show-unit-integrator-0.json', 'shop', '-o', 'name']);
    expect(status.stdout).toBe('shop\n');
  });

  it('are named where they are wrong', async () => {
    const { exitCode, stderr } = await kbt([...TARGETS, 'shp']);
    expect(stderr).toContain('shp is not related for backups: did you mean shop?');
    expect(exitCode).toBe(2);
  });
});

describe('KBT_UNIT and KBT_CONTEXT', () => {
  it('stand for options where no file is given', async () => {
    const env = { KBT_UNIT: 'integrator/9', PATH: '/nowhere' };
    expect((await kbt(['targets'], { env })).stderr).toContain('there is no juju client on PATH');
    expect((await kbt(TARGETS, { env })).exitCode).toBe(1);
    const folder = mkdtempSync(join(tmpdir(), 'kbt-env-'));
    const KUBECONFIG = join(folder, 'config');
    writeFileSync(KUBECONFIG, kubeconfigFor('http://127.0.0.1:9'));
    const { stderr } = await kbt(['doctor'], { env: { KBT_CONTEXT: 'nowhere', KUBECONFIG } });
    rmSync(folder, { recursive: true });
    expect(stderr).toContain('no context nowhere');
  });
});

describe('kbt version', () => {
  it('names the releases of Velero that it knows', async () => {
    const { stdout } = await kbt(['version', '-o', 'json']);
    expect(JSON.parse(stdout).veleroReleases).toContain('1.18.3');
    expect((await kbt(['version'])).stdout).toMatch(
      /^kbt \d+\.\d+\.\d+, with the rules of Velero /,
    );
  });
});

describe('a path', () => {
  it.each([
    ['.a', [1]],
    ['$.b[*].c', ['x', 'y']],
    ['.b[1].c', ['y']],
    ["['d.e']", [true]],
    ['.b.*.c', ['x', 'y']],
    ['.nothing.at[3].all', []],
    ['.constructor', []],
  ])('%s leads to %j', (path, values) => {
    const value = { a: 1, b: [{ c: 'x' }, { c: 'y' }], 'd.e': true };
    expect(valuesAt(value, path)).toEqual(values);
  });

  it('in a range that is empty leaves the rest as it is', () => {
    expect(fillTemplate('{range .a[*]}{.b}{end}!', { a: [] })).toBe('!');
  });
});

describe('-o wide', () => {
  it('of status: what to do, and the command for it', async () => {
    const words = ['status', 'juju-show-unit-integrator-0.json', 'ledger', '-o', 'wide'];
    const { stdout } = await kbt(words);
    expect(stdout).toMatch(/^STATE .* RELATION .* REMEDY .* COMMAND$/m);
    expect(stdout).toMatch(/ {2}juju status ledger$/m);
  });
});

describe('80 columns', () => {
  it.each(['status', 'targets', 'diff', 'coverage', 'backups'])(
    '%s keeps each row on its line',
    async (command) => {
      const unit = command === 'backups' ? [] : ['juju-show-unit-integrator-0.json'];
      const inventory = command === 'coverage' ? ['inventory.json'] : [];
      const cron = command === 'diff' ? ['--schedule', '0 2 * * *'] : [];
      const words = [command, ...unit, ...inventory, 'velero.json', ...cron];
      const { stdout } = await kbt(words, { columns: 80 });
      const lines = stdout.split('\n');
      expect(lines.filter((line) => line.length > 80 || line.startsWith(' '))).toEqual([]);
    },
  );
});
