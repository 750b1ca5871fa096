import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { JujuSimulator } from '../index.js';

const CHARMCRAFT = `
name: my-app
provides:
  backup: { interface: k8s_backup_target }
  metrics: { interface: prometheus_scrape }
requires:
  db: { interface: postgresql }
peers:
  cluster: { interface: cluster }
config:
  options:
    ttl: { type: string, default: 24h }
    days: { type: int, default: 3 }
    ratio: { type: float, default: 0.5 }
    paused: { type: boolean, default: false }
    note: { type: string }
actions:
  restore:
    params:
      name: { type: string }
      dry-run: { type: boolean, default: true }
    required: [name]
`;

let folder: string;
let charmDir: string;
let packed: string;
let simulator: JujuSimulator;

async function write(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), 'charm-metadata-'));
  charmDir = await write('source', { 'charmcraft.yaml': CHARMCRAFT });
  packed = await write('packed', {
    'metadata.yaml': 'name: integrator\nrequires:\n  targets: { interface: k8s_backup_target }\n',
    'config.yaml': 'options:\n  schedule: { type: string, default: "@daily" }\n',
    'actions.yaml': 'list-targets:\n  description: List them.\n',
  });
});

afterAll(() => rm(folder, { recursive: true }));

beforeEach(() => {
  simulator = new JujuSimulator();
  simulator.addApplication('my-app', { charmDir });
  simulator.addApplication('integrator', { charmDir: packed });
});

function configOf(app: string): Promise<unknown> {
  return simulator
    .run(`${app}/0`, 'start', async (juju) => ({ ...(await juju.config()) }))
    .then(({ value }) => value);
}

describe("a charm's config", () => {
  it('has the defaults of charmcraft.yaml or, in a packed charm, config.yaml', async () => {
    expect(await configOf('my-app')).toEqual({ ttl: '24h', days: 3, ratio: 0.5, paused: false });
    expect(await configOf('integrator')).toEqual({ schedule: '@daily' });
  });

  it('goes back to a default', async () => {
    simulator.setConfig('my-app', { ttl: '72h', note: 'x' });
    expect(await configOf('my-app')).toMatchObject({ ttl: '72h', note: 'x' });
    simulator.setConfig('my-app', { ttl: null, note: null });
    expect(simulator.config('my-app', 'ttl')).toBe('24h');
    expect(simulator.config('my-app', 'note')).toBeNull();
  });

  it('keeps what was set over a refresh, if the new charm still has the option', async () => {
    simulator.setConfig('my-app', { ttl: '72h', days: 7 });
    const next = CHARMCRAFT.replace(/ {4}days.*\n/, '').replace('default: 0.5', 'default: 0.7');
    simulator.upgradeCharm('my-app', await write('next', { 'charmcraft.yaml': next }));
    expect(await configOf('my-app')).toEqual({ ttl: '72h', ratio: 0.7, paused: false });
  });

  it('drops a value over a refresh that is not of the new type, and keeps one that equals an old default', async () => {
    simulator.setConfig('my-app', { ttl: '30', note: 'true', days: 3, ratio: 2, paused: true });
    const next = CHARMCRAFT.replace('ttl: { type: string, default: 24h }', 'ttl: { type: int }')
      .replace('note: { type: string }', 'note: { type: boolean }')
      .replace('default: 3', 'default: 4')
      .replace('ratio: { type: float, default: 0.5 }', 'ratio: { type: int, default: 1 }')
      .replace(
        'paused: { type: boolean, default: false }',
        'paused: { type: string, default: no }',
      );
    simulator.upgradeCharm('my-app', await write('retyped', { 'charmcraft.yaml': next }));
    expect(await configOf('my-app')).toEqual({
      ttl: 30,
      note: true,
      days: 3,
      ratio: 1,
      paused: 'no',
    });
    simulator.setConfig('my-app', { ttl: null, days: null });
    expect(await configOf('my-app')).toMatchObject({ days: 4 });
    simulator.setConfig('my-app', { note: null });
    simulator.upgradeCharm('my-app', charmDir);
    expect(await configOf('my-app')).toMatchObject({ ttl: '24h', days: 3, ratio: 0.5 });
  });

  it.each([
    [{ tll: '1h' }, 'unknown option "tll"; the charm\'s options: ttl, days, ratio, paused, note'],
    [{ days: '3' }, 'option "days" expected int, got "3"'],
    [{ days: 1.5 }, 'option "days" expected int, got 1.5'],
    [{ ttl: 3 }, 'option "ttl" expected string, got 3'],
    [{ paused: 'yes' }, 'option "paused" expected boolean, got "yes"'],
  ])('refuses %j', (config, message) => {
    expect(() => simulator.setConfig('my-app', config)).toThrow(message);
    expect(() => simulator.addApplication('other', { charmDir, config })).toThrow(message);
  });
});

describe('a relation', () => {
  it('is made of what one charm provides and the other requires', () => {
    const { ids } = simulator.relate('my-app:backup', 'integrator:targets');
    expect(ids).toEqual({ 'my-app': 'backup:2', integrator: 'targets:2' });
    simulator.addApplication('agent');
    expect(simulator.relate('my-app:juju-info', 'agent:host').number).toBe(3);
  });

  it.each([
    [
      ['my-app:nope', 'integrator:targets'],
      'application "my-app" has no "nope" relation; its endpoints: backup, metrics, db, cluster',
    ],
    [
      ['my-app:db', 'integrator:targets'],
      'no relations found: my-app:db and integrator:targets are both under requires',
    ],
    [
      ['my-app:metrics', 'integrator:targets'],
      'no relations found: my-app:metrics has the interface prometheus_scrape, ' +
        'integrator:targets has k8s_backup_target',
    ],
    [
      ['my-app:cluster', 'integrator:targets'],
      'no relations found: my-app:cluster is a peer relation, which has no other end',
    ],
    [['my-app:backup'], 'no relations found: one endpoint alone makes a peer relation'],
  ] as const)('is refused between %j', ([endpoint, other], message) => {
    expect(() => simulator.relate(endpoint, other)).toThrow(message);
    expect(simulator.relations.map(({ ids }) => ids)).toEqual([{ 'my-app': 'cluster:1' }]);
  });

  it('of peers is made at deployment, and seen by each unit between install and the rest', async () => {
    simulator.addApplication('peered', { charmDir, units: 2 });
    const ofUnit = (unit: string) =>
      simulator.queue.filter((hook) => hook.unit === unit).map(({ hook }) => hook);
    const setup = ['install', 'cluster-relation-created'];
    const rest = ['config-changed', 'start', 'cluster-relation-joined', 'cluster-relation-changed'];
    expect(ofUnit('peered/0')).toEqual([...setup, 'leader-elected', ...rest]);
    expect(ofUnit('peered/1')).toEqual([...setup, ...rest]);
  });

  it('of peers is the one that is there, until it is forgotten', () => {
    const [made] = simulator.relations;
    expect(simulator.relate('my-app:cluster')).toEqual(made);
    if (made !== undefined) simulator.forgetRelation(made);
    expect(simulator.relate('my-app:cluster').number).toBe(2);
  });

  it('holds a refresh to its endpoint', async () => {
    simulator.relate('my-app:backup', 'integrator:targets');
    const turned = CHARMCRAFT.replace('provides:\n', 'requires:\n').replace(
      'requires:\n  db',
      'provides:\n  db',
    );
    const other = await write('turned', { 'charmcraft.yaml': turned });
    expect(() => simulator.upgradeCharm('my-app', other)).toThrow(
      'cannot upgrade my-app: would break relation "my-app:backup integrator:targets"',
    );
    expect(simulator.charmDir('my-app')).toBe(charmDir);
  });

  it('is one of two at a peer endpoint that was gone for a refresh, as Juju leaves it behind', async () => {
    const first = simulator.relate('my-app:cluster');
    const without = CHARMCRAFT.replace(/peers:\n.*\n/, '');
    simulator.upgradeCharm('my-app', await write('peerless', { 'charmcraft.yaml': without }));
    expect(simulator.relations).toEqual([first]);
    simulator.upgradeCharm('my-app', charmDir);
    const ids = simulator.relations.map((relation) => relation.ids['my-app']);
    expect(ids).toEqual(['cluster:1', 'cluster:2']);
    await simulator.settle();
    const { value } = await simulator.run('my-app/0', 'update-status', (juju) =>
      juju.relationIds('cluster'),
    );
    expect(value).toEqual(['cluster:1', 'cluster:2']);
  });

  it('has no hooks of an endpoint that the charm has not', () => {
    expect(() => simulator.hook('my-app/0', 'bakcup-relation-changed')).toThrow(
      'application "my-app" has no "bakcup" relation',
    );
  });
});

describe('an action', () => {
  it('has the defaults of its parameters', () => {
    expect(simulator.action('my-app/0', 'restore', { name: 'x' }).parameters).toEqual({
      name: 'x',
      'dry-run': true,
    });
  });

  it.each([
    ['restor', {}, 'action "restor" not defined on unit "my-app/0"; its actions: restore'],
    [
      'restore',
      {},
      'validation failed: (root) : "name" property is missing and required, given {}',
    ],
    ['restore', { name: 5 }, '(root).name : must be of type string, given 5'],
  ])('is refused: %s %j', (action, parameters, message) => {
    expect(() => simulator.action('my-app/0', action, parameters)).toThrow(message);
  });
});

describe("an action's parameters that it does not declare", () => {
  const actions = `name: a
actions:
  open: { params: { reason: { type: string } } }
  closed: { additionalProperties: false, params: { reason: { type: string } } }
  wide:
    additionalProperties: true
    params:
      level: { type: [integer, "null"], enum: [1, 2, null] }
      where: { type: object, properties: { app: { type: string } }, required: [app] }
      names: { type: array, items: { type: string } }
`;
  let actionsDir: string;

  beforeAll(async () => {
    actionsDir = await write('actions', { 'charmcraft.yaml': actions });
  });

  function run(jujuVersion: string, action: string, parameters: Record<string, unknown>) {
    const model = new JujuSimulator({ jujuVersion });
    model.addApplication('a', { charmDir: actionsDir });
    return model.action('a/0', action, parameters).parameters;
  }

  it.each(['3.6.28', '4.0.15'])('are refused on %s where the charm says so', (version) => {
    expect(run(version, 'wide', { extra: 1 })).toEqual({ extra: 1 });
    expect(() => run(version, 'closed', { extra: 1 })).toThrow(
      'validation failed: (root) : additional property "extra" is not allowed, given {"extra":1}',
    );
  });

  it('are accepted before 4.0 where it says nothing, and refused from then on', () => {
    expect(run('3.6.28', 'open', { extra: 1 })).toEqual({ extra: 1 });
    expect(() => run('4.0.15', 'open', { extra: 1 })).toThrow('"extra" is not allowed');
  });

  it.each([
    [{ level: 3 }, '(root).level : must match one of the enum values [1, 2, null], given 3'],
    [{ level: 1.5 }, '(root).level : must be of type integer or null, given 1.5'],
    [{ where: {} }, '(root).where : "app" property is missing and required, given {}'],
    [{ where: { app: 1 } }, '(root).where.app : must be of type string, given 1'],
    [{ names: ['a', 2] }, '(root).names.1 : must be of type string, given 2'],
  ])('and values of another type are refused: %j', (parameters, message) => {
    expect(() => run('3.6.28', 'wide', parameters)).toThrow(message);
    expect(run('3.6.28', 'wide', { level: null, where: { app: 'a' }, names: ['a'] })).toBeDefined();
  });
});

describe('a charm folder', () => {
  it('may say nothing of the charm, which then is held to nothing', async () => {
    const silent = await write('silent', {});
    simulator.addApplication('silent', { charmDir: silent, config: { any: 1 } });
    expect(simulator.relate('silent:any', 'my-app:backup').number).toBe(2);
  });

  it('is refused if its YAML cannot be read', async () => {
    const broken = await write('broken', { 'charmcraft.yaml': 'a: [b' });
    expect(() => simulator.addApplication('broken', { charmDir: broken })).toThrow(
      `${broken}/charmcraft.yaml cannot be read as YAML`,
    );
    const list = await write('list', { 'metadata.yaml': '- a' });
    expect(() => simulator.addApplication('list', { charmDir: list })).toThrow(
      `${list}/metadata.yaml is not a YAML mapping`,
    );
  });
});
