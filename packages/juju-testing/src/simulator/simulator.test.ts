import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HookCommands } from '@k8s-backup-target/juju';
import { describe, expect, it } from 'vitest';
import { CommitError, JujuSimulator, type Relation } from '../index.js';

function related(options: { units?: number } = {}): {
  simulator: JujuSimulator;
  relation: Relation;
} {
  const simulator = new JujuSimulator();
  simulator.addApplication('my-app', options);
  simulator.addApplication('velero', options);
  return { simulator, relation: simulator.relate('my-app:backup', 'velero:targets') };
}

async function settled(options: { units?: number } = {}): Promise<ReturnType<typeof related>> {
  const made = related(options);
  await made.simulator.settle();
  return made;
}

function hooks(simulator: JujuSimulator): string[] {
  return simulator.queue.map(({ unit, hook, relation }) =>
    [unit, hook, relation?.remoteUnit ?? ''].join(' ').trim(),
  );
}

describe('the hooks that Juju runs', () => {
  it('set up the units of an application', () => {
    const simulator = new JujuSimulator();
    simulator.addApplication('my-app', { units: 2, leader: 1 });
    expect(hooks(simulator)).toEqual([
      'my-app/0 install',
      'my-app/0 config-changed',
      'my-app/0 start',
      'my-app/1 install',
      'my-app/1 leader-elected',
      'my-app/1 config-changed',
      'my-app/1 start',
    ]);
  });

  it('set up a unit whose relations are there before it has started', async () => {
    const simulator = new JujuSimulator();
    simulator.addApplication('my-app');
    simulator.addApplication('other');
    simulator.relate('my-app:peers');
    simulator.relate('my-app:db', 'other:db');
    const setup = [
      'install',
      'peers-relation-created',
      'db-relation-created',
      'leader-elected',
      'config-changed',
      'start',
    ];
    const ofUnit = simulator.queue.filter(({ unit }) => unit === 'my-app/0');
    expect(ofUnit.map(({ hook }) => hook).slice(0, 6)).toEqual(setup);
    await simulator.run('my-app/0', 'install', () => undefined);
    simulator.relate('my-app:late', 'other:late');
    const late = simulator.queue.filter(({ unit }) => unit === 'my-app/0').map(({ hook }) => hook);
    expect(late.indexOf('late-relation-created')).toBeLessThan(late.indexOf('leader-elected'));
  });

  it('begin a relation', async () => {
    const simulator = new JujuSimulator();
    simulator.addApplication('my-app');
    simulator.addApplication('velero', { units: 2 });
    await simulator.settle();
    simulator.relate('my-app:backup', 'velero:targets');
    expect(hooks(simulator)).toEqual([
      'my-app/0 backup-relation-created',
      'velero/0 targets-relation-created',
      'velero/1 targets-relation-created',
      'my-app/0 backup-relation-joined velero/0',
      'my-app/0 backup-relation-changed velero/0',
      'my-app/0 backup-relation-joined velero/1',
      'my-app/0 backup-relation-changed velero/1',
      'velero/0 targets-relation-joined my-app/0',
      'velero/0 targets-relation-changed my-app/0',
      'velero/1 targets-relation-joined my-app/0',
      'velero/1 targets-relation-changed my-app/0',
    ]);
  });

  it('bring a new unit into existing relations before it starts', async () => {
    const { simulator } = await settled();
    expect(simulator.addUnit('my-app')).toBe('my-app/1');
    expect(hooks(simulator)).toEqual([
      'my-app/1 install',
      'my-app/1 backup-relation-created',
      'my-app/1 config-changed',
      'my-app/1 start',
      'my-app/1 backup-relation-joined velero/0',
      'my-app/1 backup-relation-changed velero/0',
      'velero/0 targets-relation-joined my-app/1',
      'velero/0 targets-relation-changed my-app/1',
    ]);
  });

  it('end a relation, after which it does not exist', async () => {
    const { simulator, relation } = await settled();
    simulator.removeRelation(relation);
    expect(hooks(simulator)).toEqual([
      'my-app/0 backup-relation-departed velero/0',
      'my-app/0 backup-relation-broken',
      'velero/0 targets-relation-departed my-app/0',
      'velero/0 targets-relation-broken',
    ]);
    await simulator.settle();
    expect(simulator.relations).toEqual([]);
  });

  it('leave out a relation that was removed before it began', () => {
    const { simulator, relation } = related();
    simulator.removeRelation(relation);
    expect(hooks(simulator).filter((hook) => hook.includes('relation'))).toEqual([]);
    expect(simulator.relations).toEqual([]);
  });

  it('follow config, leadership and upgrades, and only real changes', async () => {
    const { simulator } = await settled({ units: 2 });
    simulator.setConfig('my-app', { a: 1 });
    simulator.setConfig('my-app', { a: 2 });
    simulator.setLeader('my-app', 'my-app/1');
    expect(hooks(simulator)).toEqual([
      'my-app/0 config-changed',
      'my-app/1 config-changed',
      'my-app/1 leader-elected',
    ]);
    await simulator.settle();
    simulator.setConfig('my-app', { a: 2 });
    simulator.setLeader('my-app', 'my-app/1');
    expect(hooks(simulator)).toEqual([]);
    simulator.upgradeCharm('velero');
    expect(hooks(simulator)[0]).toBe('velero/0 upgrade-charm');
  });
});

describe('relation-changed', () => {
  it('runs on every remote unit, once, for a change of the application databag', async () => {
    const { simulator, relation } = await settled({ units: 2 });
    const write = (value: string) =>
      simulator.run('my-app/0', 'update-status', (juju) =>
        juju.writeLocalApplicationData('backup:1', { k: value }),
      );
    const { changes } = await write('a');
    await write('b');
    expect(changes).toEqual([{ relation: 1, entity: 'my-app', set: { k: 'a' }, deleted: [] }]);
    expect(simulator.databag(relation, 'my-app')).toEqual({ k: 'b' });
    expect(hooks(simulator)).toEqual([
      'velero/0 targets-relation-changed',
      'velero/1 targets-relation-changed',
    ]);
  });

  it('does not run where no byte is different', async () => {
    const { simulator, relation } = await settled();
    simulator.setDatabag(relation, 'my-app', { k: '{"a":1}' });
    await simulator.settle();
    const write = (value: string) =>
      simulator.run('my-app/0', 'update-status', (juju) =>
        juju.writeLocalApplicationData('backup:1', { k: value, absent: '' }),
      );
    expect((await write('{"a":1}')).changes).toEqual([]);
    expect(hooks(simulator)).toEqual([]);
    await write('{"a": 1}');
    expect(hooks(simulator)).toEqual(['velero/0 targets-relation-changed']);
  });

  it('runs for a unit databag, at those who have seen the unit join', async () => {
    const { simulator, relation } = await settled({ units: 2 });
    simulator.setDatabag(relation, 'my-app/1', { k: 'v' });
    expect(hooks(simulator)).toEqual([
      'velero/0 targets-relation-changed my-app/1',
      'velero/1 targets-relation-changed my-app/1',
    ]);
  });

  it('runs on all other units of a peer relation', async () => {
    const { simulator } = await settled({ units: 2 });
    const peers = simulator.relate('my-app:cluster');
    await simulator.settle();
    simulator.setDatabag(peers, 'my-app/0', { k: 'v' });
    expect(hooks(simulator)).toEqual(['my-app/1 cluster-relation-changed my-app/0']);
  });
});

describe('a second relation', () => {
  it('is refused between the same endpoints', async () => {
    const { simulator, relation } = await settled();
    const exists = 'cannot add relation "my-app:backup velero:targets": relation already exists';
    expect(() => simulator.relate('my-app:backup', 'velero:targets')).toThrow(exists);
    expect(() => simulator.relate('velero:targets', 'my-app:backup')).toThrow(exists);
    simulator.removeRelation(relation);
    expect(() => simulator.relate('my-app:backup', 'velero:targets')).toThrow(
      'relation is dying, but not yet removed',
    );
    await simulator.settle();
    expect(simulator.relate('my-app:backup', 'velero:targets').number).toBe(2);
    expect(simulator.relate('my-app:backup', 'velero:others').number).toBe(3);
  });

  it('is possible at a peer endpoint, where refreshes of Juju can leave two', async () => {
    const { simulator } = await settled();
    simulator.relate('my-app:cluster');
    simulator.relate('my-app:cluster');
    const { value } = await simulator.run('my-app/0', 'start', (juju) =>
      juju.relationIds('cluster'),
    );
    expect(value).toEqual(['cluster:2', 'cluster:3']);
  });
});

describe('a hook', () => {
  it.each(['my-app:cluster', 'my-app:backup'])('install touches no databag of %s', async (end) => {
    const simulator = new JujuSimulator();
    simulator.addApplication('my-app');
    simulator.addApplication('velero');
    const relation = end === 'my-app:cluster' ? [end] : [end, 'velero:targets'];
    const id = simulator.relate(...(relation as [string, string?])).ids['my-app'] ?? '';
    const session = simulator.open(simulator.hook('my-app/0', 'install'));
    const answer = async (...[command = '', ...args]: string[]) =>
      (await session.runner(command, args)).stderr;
    expect((await session.runner('relation-ids', [id.split(':')[0] ?? ''])).stdout.trim()).toBe(id);
    expect(await answer('relation-get', '-r', id, '-', 'my-app/0')).toBe(
      'ERROR permission denied\n',
    );
    expect(await answer('relation-set', '-r', id, 'k=v')).toBe(
      'ERROR cannot read relation settings: permission denied\n',
    );
    expect(await answer('relation-set', '-r', id, '--app', 'k=v')).toBe(
      'ERROR cannot read relation application settings: permission denied\n',
    );
  });

  it('drops all it wrote if it throws, and stays in the queue', async () => {
    const { simulator, relation } = related();
    await expect(
      simulator.run('my-app/0', 'start', async (juju) => {
        await juju.writeLocalApplicationData('backup:1', { k: 'v' });
        throw new Error('charm failed');
      }),
    ).rejects.toThrow('charm failed');
    expect(simulator.databag(relation, 'my-app')).toEqual({});
    expect(hooks(simulator)).toContain('my-app/0 start');
    expect((await simulator.run('my-app/0', 'start', () => 'value')).value).toBe('value');
    expect(hooks(simulator)).not.toContain('my-app/0 start');
  });

  it('fails at its end if it lost leadership, and nothing of it is kept', async () => {
    const { simulator, relation } = await settled({ units: 2 });
    const other = simulator.relate('my-app:backup', 'velero:others');
    const hook = simulator.run('my-app/0', 'update-status', async (juju) => {
      await juju.writeLocalApplicationData('backup:1', { k: 'v' });
      await juju.writeLocalApplicationData('backup:2', { k: 'v' });
      simulator.setLeader('my-app', 'my-app/1');
    });
    await expect(hook).rejects.toThrow(CommitError);
    await expect(hook).rejects.toThrow('"my-app/0" is not leader of "my-app"');
    expect(simulator.databag(relation, 'my-app')).toEqual({});
    expect(simulator.databag(other, 'my-app')).toEqual({});
  });

  it('fails at its end if a databag exceeds 16 MiB', async () => {
    const { simulator } = await settled();
    const write = (length: number) =>
      simulator.run('my-app/0', 'update-status', (juju) =>
        juju.writeLocalApplicationData('backup:1', { k: 'x'.repeat(length) }),
      );
    await expect(write(16 * 1024 * 1024)).rejects.toThrow('exceed 16 MiB');
    await write(16 * 1024 * 1024 - 1);
  });

  it.each([
    ['4.0.11', 'exceed 16 MiB'],
    ['4.0.12', 'max allowed total size (16777216): quota limit exceeded'],
  ])('says on Juju %s: %s', async (jujuVersion, message) => {
    const simulator = new JujuSimulator({ jujuVersion });
    simulator.addApplication('my-app');
    simulator.addApplication('other');
    simulator.relate('my-app:backup', 'other:backup');
    await simulator.settle();
    const hook = simulator.run('my-app/0', 'update-status', (juju) =>
      juju.writeLocalApplicationData('backup:1', { k: 'x'.repeat(16 * 1024 * 1024) }),
    );
    await expect(hook).rejects.toThrow(message);
  });

  it('fails at its end if a relation it wrote to vanished meanwhile', async () => {
    const { simulator, relation } = await settled();
    const hook = simulator.run('my-app/0', 'update-status', async (juju) => {
      await juju.writeLocalApplicationData('backup:1', { k: 'v' });
      simulator.forgetRelation(relation);
    });
    await expect(hook).rejects.toThrow('relation 1: permission denied');
  });

  it('of a broken relation sees neither its id nor its units, and can still read it', async () => {
    const { simulator, relation } = await settled();
    simulator.setDatabag(relation, 'velero', { k: 'v' });
    simulator.removeRelation(relation);
    await simulator.run('my-app/0', 'backup-relation-departed', () => undefined);
    await simulator.run('my-app/0', 'backup-relation-broken', async (juju) => {
      expect(await juju.relationIds('backup')).toEqual([]);
      expect(await juju.remoteApplication('backup:1')).toBe('velero');
      expect(await juju.readRemoteApplicationData('backup:1', 'velero')).toEqual({ k: 'v' });
    });
    await simulator.run('my-app/0', 'update-status', async (juju) => {
      expect(await juju.readRemoteApplicationData('backup:1', 'velero')).toBeNull();
      expect(await juju.remoteApplication('backup:1')).toBeNull();
      expect(await juju.writeLocalApplicationData('backup:1', { k: 'v' })).toBe(false);
    });
  });

  it('sees relation ids sorted as text', async () => {
    const simulator = new JujuSimulator();
    simulator.addApplication('my-app');
    simulator.addApplication('velero');
    for (let count = 0; count < 11; count++) simulator.relate('my-app:db', `velero:db-${count}`);
    const { value } = await simulator.run('my-app/0', 'start', (juju) => juju.relationIds('db'));
    expect(value.slice(0, 4)).toEqual(['db:1', 'db:10', 'db:11', 'db:2']);
  });

  it('has the context that Juju gives it', async () => {
    const { simulator } = await settled();
    const { value } = await simulator.run(
      'my-app/0',
      'backup-relation-departed',
      (juju) => juju.context,
    );
    expect(value).toMatchObject({
      hook: 'backup-relation-departed',
      relation: {
        endpoint: 'backup',
        id: 'backup:1',
        remoteApp: 'velero',
        remoteUnit: 'velero/0',
        departingUnit: 'velero/0',
      },
    });
  });
});

describe('settle', () => {
  it('runs charms until nothing follows', async () => {
    const { simulator, relation } = related();
    const seen: unknown[] = [];
    await simulator.settle({
      'my-app': async (juju) => {
        if (juju.context.hook === 'backup-relation-created') {
          await juju.writeLocalApplicationData('backup:1', { spec: 'x' });
        }
      },
      velero: async (juju) => {
        if (juju.context.hook !== 'targets-relation-changed') return;
        seen.push(await juju.readRemoteApplicationData('targets:1', 'my-app'));
      },
    });
    expect(seen.at(-1)).toEqual({ spec: 'x' });
    expect(simulator.databag(relation, 'my-app')).toEqual({ spec: 'x' });
    expect(simulator.queue).toEqual([]);
  });

  it('ends with an error where charms answer each other for ever', async () => {
    const { simulator } = related();
    let count = 0;
    const answer = async (id: string, juju: HookCommands) => {
      await juju.writeLocalApplicationData(id, { k: String(count++) });
    };
    const bodies = {
      'my-app': (juju: HookCommands) => answer('backup:1', juju),
      velero: (juju: HookCommands) => answer('targets:1', juju),
    };
    await expect(simulator.settle(bodies, 100)).rejects.toThrow('no end after 100 hooks');
  });
});

describe('a state file', () => {
  it('holds the whole simulator, whatever the names in it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'juju-model-'));
    const path = join(folder, 'model.json');
    const simulator = new JujuSimulator({ name: 'prod', jujuVersion: '4.0.15' });
    simulator.addApplication('constructor', { config: { k: true } });
    simulator.addApplication('velero');
    const relation = simulator.relate('constructor:backup', 'velero:targets');
    simulator.setDatabag(relation, 'constructor', JSON.parse('{"__proto__":"p","toString":"t"}'));
    await simulator.save(path);
    const loaded = await JujuSimulator.load(path);
    expect(loaded.queue).toEqual(simulator.queue);
    expect(Object.entries(loaded.databag(relation, 'constructor'))).toEqual([
      ['__proto__', 'p'],
      ['toString', 't'],
    ]);
    await loaded.settle();
    expect(loaded.relate('constructor:backup', 'velero:others').number).toBe(2);
    await loaded.save(path);
    expect(await readdir(folder)).toEqual(['model.json']);
    await rm(folder, { recursive: true });
  });
});

describe('what a simulator does not know', () => {
  const { simulator } = related();

  it.each<[string, () => unknown]>([
    ['there is no application x', () => simulator.setConfig('x', {})],
    ['there is no application x', () => simulator.relate('x:a', 'velero:b')],
    ['there is an application velero already', () => simulator.addApplication('velero')],
    ['"Not valid" is not a valid application name', () => simulator.addApplication('Not valid')],
    ['"velero" is not of the form', () => simulator.relate('velero')],
    ['there is no unit velero/7', () => simulator.setLeader('velero', 'velero/7')],
    ['there is no unit velero/7', () => simulator.status('velero/7')],
    [
      'there is no unit velero/7',
      () => simulator.open({ unit: 'velero/7', action: 'a', parameters: {} }),
    ],
    ['Juju has no hook "config-chnaged"', () => simulator.hook('velero/0', 'config-chnaged')],
    ['there is no unit velero/7', () => simulator.hook('velero/7', 'start')],
    ['there is no unit velero/7', () => simulator.removeUnit('velero/7')],
    ['there is no application x', () => simulator.removeApplication('x')],
    [
      'there is no charm folder /no/such',
      () => simulator.addApplication('z', { charmDir: '/no/such' }),
    ],
    ['jujuVersion is "2.8.1"', () => new JujuSimulator({ jujuVersion: '2.8.1' })],
    [
      'velero/0 has no such relation on db',
      () => simulator.hook('velero/0', 'db-relation-changed'),
    ],
  ])('is an error: %s', (message, use) => {
    expect(use).toThrow(message);
  });
});
