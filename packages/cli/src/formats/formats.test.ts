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
    ['jsonpath={.a[?(@.b==)]}', 'is not a path'],
    ['jsonpath={.a[?(@.b}', 'is not a path'],
    ['jsonpath={.targets', 'has no closing brace'],
    ['jsonpath={range .targets[*]}', '{range} has no {end}'],
    ['jsonpath={end}', '{end} has no {range} before it'],
    ['jsn', 'Allowed choices are table, wide, json, yaml, name, jsonpath=…, custom-columns=….'],
  ])('%s: says what is wrong', async (format, said) => {
    const { exitCode, stdout, stderr } = await kbt([...TARGETS, '-o', format]);
    expect(stderr).toContain(said);
    expect([exitCode, stdout]).toEqual([2, '']);
  });
});

describe('-o jsonpath with filters', () => {
  it.each([
    [`{.targets[?(@.state=="refused")].app}`, 'shop'],
    [`{.targets[?(@.state!="ok")].app}`, 'shop ledger billing impostor'],
    [`{.targets[?(@.isCrossModel==true)].app}`, 'billing'],
    [`{.targets[?(@.model)].app}`, 'wordpress shop ledger billing impostor reports'],
    ['{.targets[?(@.problems[0].line>100)].app}', 'billing impostor'],
    ['{.targets[-1:].app}', 'reports'],
    ['{.targets[0,1].app}', 'wordpress shop'],
    [`{.targets[0]['app','model']}`, 'wordpress production'],
    ['{..rule}', 'pattern cluster-scope-none claimed-by-owner'],
    ['{range .targets[?(@.state=="ok")]}{.app}{"\\n"}{end}', 'wordpress\nreports'],
    ['{range .targets[:2]}{.app} {$.apiVersion};{end}', 'wordpress kbt/v1;shop kbt/v1;'],
    ['.targets[0].app', 'wordpress'],
    ['{.targets[?(@.app=="}")].app}none', 'none'],
    ['{.constructor}{.__proto__}{.targets.length}', ''],
  ])('%s', async (template, text) => {
    expect((await printed('-o', `jsonpath=${template}`)).trimEnd()).toBe(text);
  });

  it('also in columns, whose paths may hold commas in brackets', async () => {
    const columns = `custom-columns=A:.app,RULES:.problems[?(@.severity=='error')].rule,B:['app','state']`;
    expect((await printed('-o', columns)).split('\n')[2]).toMatch(/^shop +pattern +shop,refused$/);
  });
});

describe('-l', () => {
  const labelled = async (command: string, selector: string) => {
    const words = command === 'backups' ? [] : ['juju-show-unit-integrator-0.json'];
    const cron = command === 'diff' ? ['--schedule', '0 2 * * *'] : [];
    const line = [command, ...words, 'velero.json', ...cron, '-o', 'name', '-l', selector];
    return kbt(line);
  };

  it.each([
    ['targets', 'app=shop', 'shop'],
    ['targets', 'app in (shop, ledger)', 'shop ledger'],
    ['targets', 'app notin (shop,ledger),model', 'wordpress billing reports'],
    ['targets', 'app!=wordpress,managed-by', ''],
    ['targets', '!model', 'shop ledger impostor'],
    ['status', 'app==wordpress', 'wordpress'],
    ['status', 'app in (wordpress),model=production', 'wordpress'],
    ['diff', 'app=legacy', 'velero/legacy'],
    ['backups', 'app=wordpress', 'wordpress'],
  ])('%s -l %s', async (command, selector, names) => {
    const { stdout, stderr } = await labelled(command, selector);
    if (names === '') expect(stderr).toContain(`nothing has the labels -l ${selector}`);
    expect(stdout.trimEnd().split('\n').join(' ')).toBe(names);
  });

  it('of coverage: workloads by their own labels', async () => {
    const { stdout } = await kbt([
      'coverage',
      'inventory.json',
      'velero.json',
      '-l',
      'app=web',
      '-o',
      'name',
    ]);
    expect(stdout).toBe('wordpress/deployments.apps/web\nwordpress/persistentvolumeclaims/data\n');
  });

  it.each(['app=', 'app=a b', 'in (a)', 'app in a', 'app in ()x', '=', 'a==b==c', ''])(
    'says what %j should be, or takes it',
    async (selector) => {
      const { exitCode, stderr } = await labelled('targets', selector);
      expect(stderr).toContain(
        selector === 'app=' ? 'nothing has the labels' : 'is not a label selector',
      );
      expect(exitCode).toBe(2);
    },
  );

  it('decides the exit status by what is listed', async () => {
    const words = ['targets', 'juju-show-unit-integrator-0.json'];
    expect((await kbt([...words, '-l', 'app=wordpress'])).exitCode).toBe(0);
    expect((await kbt([...words, '-l', 'app=shop'])).exitCode).toBe(1);
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

describe('--sort-by of a path that no row has', () => {
  it.each(['.nope', '.problems.rule', '.app.nope', '{.protection.nope}x', 'state.x[0]'])(
    '%s is refused, with the names that rows have',
    async (path) => {
      const { exitCode, stdout, stderr } = await kbt([...TARGETS, '--sort-by', path]);
      expect(stderr).toMatch(/no row has a value at --sort-by .*: rows have \.app, |is not a path/);
      expect([exitCode, stdout]).toEqual([2, '']);
    },
  );

  it.each(['.protection.lastGoodBackup.ageSeconds', '{.integratorModel.name}', '.model'])(
    '%s, which ends at a null, is taken',
    async (path) => {
      expect((await kbt([...TARGETS, '--sort-by', path])).exitCode).toBe(1);
    },
  );
});

it('--sort-by of the first problem is taken where there is none', async () => {
  const healthy = [...TARGETS, 'wordpress', '--sort-by', '.problems[0].rule'];
  expect((await kbt(healthy)).exitCode).toBe(0);
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
  it('replace options where no file is given', async () => {
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
    [String.raw`.d\.e`, [true]],
    [String.raw`{.d\.e}`, [true]],
    [String.raw`..d\.e`, [true]],
    [`$[?(@=='.x')]`, []],
    ['b[0].c', ['x']],
    ['@.a', [1]],
    ['$', [{ a: 1, b: [{ c: 'x' }, { c: 'y' }], 'd.e': true }]],
    ['.', [{ a: 1, b: [{ c: 'x' }, { c: 'y' }], 'd.e': true }]],
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
