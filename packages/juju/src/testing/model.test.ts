import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HookCommands } from '../hook-commands.js';
import { CommitError, JujuModel, type Relation } from './index.js';

function related(options: { units?: number } = {}): { model: JujuModel; relation: Relation } {
  const model = new JujuModel();
  model.addApplication('my-app', options);
  model.addApplication('velero', options);
  return { model, relation: model.relate('my-app:backup', 'velero:targets') };
}

async function settled(options: { units?: number } = {}): Promise<ReturnType<typeof related>> {
  const made = related(options);
  await made.model.settle();
  return made;
}

function hooks(model: JujuModel): string[] {
  return model.queue.map(({ unit, hook, relation }) =>
    [unit, hook, relation?.remoteUnit ?? ''].join(' ').trim(),
  );
}

describe('the hooks that Juju runs', () => {
  it('set up the units of an application', () => {
    const model = new JujuModel();
    model.addApplication('my-app', { units: 2, leader: 1 });
    expect(hooks(model)).toEqual([
      'my-app/0 install',
      'my-app/0 config-changed',
      'my-app/0 start',
      'my-app/1 install',
      'my-app/1 leader-elected',
      'my-app/1 config-changed',
      'my-app/1 start',
    ]);
  });

  it('begin a relation', async () => {
    const model = new JujuModel();
    model.addApplication('my-app');
    model.addApplication('velero', { units: 2 });
    await model.settle();
    model.relate('my-app:backup', 'velero:targets');
    expect(hooks(model)).toEqual([
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
    const { model } = await settled();
    expect(model.addUnit('my-app')).toBe('my-app/1');
    expect(hooks(model)).toEqual([
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
    const { model, relation } = await settled();
    model.removeRelation(relation);
    expect(hooks(model)).toEqual([
      'my-app/0 backup-relation-departed velero/0',
      'my-app/0 backup-relation-broken',
      'velero/0 targets-relation-departed my-app/0',
      'velero/0 targets-relation-broken',
    ]);
    await model.settle();
    expect(model.relations).toEqual([]);
  });

  it('leave out a relation that was removed before it began', () => {
    const { model, relation } = related();
    model.removeRelation(relation);
    expect(hooks(model).filter((hook) => hook.includes('relation'))).toEqual([]);
    expect(model.relations).toEqual([]);
  });

  it('follow config, leadership and upgrades, and only real changes', async () => {
    const { model } = await settled({ units: 2 });
    model.setConfig('my-app', { a: 1 });
    model.setConfig('my-app', { a: 2 });
    model.setLeader('my-app', 'my-app/1');
    expect(hooks(model)).toEqual([
      'my-app/0 config-changed',
      'my-app/1 config-changed',
      'my-app/1 leader-elected',
    ]);
    await model.settle();
    model.setConfig('my-app', { a: 2 });
    model.setLeader('my-app', 'my-app/1');
    expect(hooks(model)).toEqual([]);
    model.upgradeCharm('velero');
    expect(hooks(model)[0]).toBe('velero/0 upgrade-charm');
  });
});

describe('relation-changed', () => {
  it('runs on every remote unit, once, for a change of the application databag', async () => {
    const { model, relation } = await settled({ units: 2 });
    const write = (value: string) =>
      model.run('my-app/0', 'update-status', (juju) =>
        juju.writeLocalApplicationData('backup:1', { k: value }),
      );
    const { changes } = await write('a');
    await write('b');
    expect(changes).toEqual([{ relation: 1, entity: 'my-app', set: { k: 'a' }, deleted: [] }]);
    expect(model.databag(relation, 'my-app')).toEqual({ k: 'b' });
    expect(hooks(model)).toEqual([
      'velero/0 targets-relation-changed',
      'velero/1 targets-relation-changed',
    ]);
  });

  it('does not run where no byte is different', async () => {
    const { model, relation } = await settled();
    model.setDatabag(relation, 'my-app', { k: '{"a":1}' });
    await model.settle();
    const write = (value: string) =>
      model.run('my-app/0', 'update-status', (juju) =>
        juju.writeLocalApplicationData('backup:1', { k: value, absent: '' }),
      );
    expect((await write('{"a":1}')).changes).toEqual([]);
    expect(hooks(model)).toEqual([]);
    await write('{"a": 1}');
    expect(hooks(model)).toEqual(['velero/0 targets-relation-changed']);
  });

  it('runs for a unit databag, at those who have seen the unit join', async () => {
    const { model, relation } = await settled({ units: 2 });
    model.setDatabag(relation, 'my-app/1', { k: 'v' });
    expect(hooks(model)).toEqual([
      'velero/0 targets-relation-changed my-app/1',
      'velero/1 targets-relation-changed my-app/1',
    ]);
  });

  it('runs on all other units of a peer relation', async () => {
    const { model } = await settled({ units: 2 });
    const peers = model.relate('my-app:cluster');
    await model.settle();
    model.setDatabag(peers, 'my-app/0', { k: 'v' });
    expect(hooks(model)).toEqual(['my-app/1 cluster-relation-changed my-app/0']);
  });
});

describe('a hook', () => {
  it('drops all it wrote if it throws, and stays in the queue', async () => {
    const { model, relation } = related();
    await expect(
      model.run('my-app/0', 'install', async (juju) => {
        await juju.writeLocalApplicationData('backup:1', { k: 'v' });
        throw new Error('charm failed');
      }),
    ).rejects.toThrow('charm failed');
    expect(model.databag(relation, 'my-app')).toEqual({});
    expect(hooks(model)[0]).toBe('my-app/0 install');
    expect((await model.run('my-app/0', 'install', () => 'value')).value).toBe('value');
    expect(hooks(model)[0]).toBe('my-app/0 leader-elected');
  });

  it('fails at its end if it lost leadership, and nothing of it is kept', async () => {
    const { model, relation } = await settled({ units: 2 });
    const other = model.relate('my-app:backup', 'velero:targets');
    const hook = model.run('my-app/0', 'update-status', async (juju) => {
      await juju.writeLocalApplicationData('backup:1', { k: 'v' });
      await juju.writeLocalApplicationData('backup:2', { k: 'v' });
      model.setLeader('my-app', 'my-app/1');
    });
    await expect(hook).rejects.toThrow(CommitError);
    await expect(hook).rejects.toThrow('"my-app/0" is not leader of "my-app"');
    expect(model.databag(relation, 'my-app')).toEqual({});
    expect(model.databag(other, 'my-app')).toEqual({});
  });

  it('fails at its end if a databag exceeds 16 MiB', async () => {
    const { model } = await settled();
    const write = (length: number) =>
      model.run('my-app/0', 'update-status', (juju) =>
        juju.writeLocalApplicationData('backup:1', { k: 'x'.repeat(length) }),
      );
    await expect(write(16 * 1024 * 1024)).rejects.toThrow('exceed 16 MiB');
    await write(16 * 1024 * 1024 - 1);
  });

  it('fails at its end if a relation it wrote to vanished meanwhile', async () => {
    const { model, relation } = await settled();
    const hook = model.run('my-app/0', 'update-status', async (juju) => {
      await juju.writeLocalApplicationData('backup:1', { k: 'v' });
      model.forgetRelation(relation);
    });
    await expect(hook).rejects.toThrow('relation 1: permission denied');
  });

  it('of a broken relation sees neither its id nor its units, and can still read it', async () => {
    const { model, relation } = await settled();
    model.setDatabag(relation, 'velero', { k: 'v' });
    model.removeRelation(relation);
    await model.run('my-app/0', 'backup-relation-departed', () => undefined);
    await model.run('my-app/0', 'backup-relation-broken', async (juju) => {
      expect(await juju.relationIds('backup')).toEqual([]);
      expect(await juju.remoteApplication('backup:1')).toBe('velero');
      expect(await juju.readRemoteApplicationData('backup:1', 'velero')).toEqual({ k: 'v' });
    });
    await model.run('my-app/0', 'update-status', async (juju) => {
      expect(await juju.readRemoteApplicationData('backup:1', 'velero')).toBeNull();
      expect(await juju.remoteApplication('backup:1')).toBeNull();
      expect(await juju.writeLocalApplicationData('backup:1', { k: 'v' })).toBe(false);
    });
  });

  it('sees relation ids sorted as text', async () => {
    const model = new JujuModel();
    model.addApplication('my-app');
    model.addApplication('velero');
    for (let count = 0; count < 11; count++) model.relate('my-app:db', 'velero:targets');
    const { value } = await model.run('my-app/0', 'start', (juju) => juju.relationIds('db'));
    expect(value.slice(0, 4)).toEqual(['db:1', 'db:10', 'db:11', 'db:2']);
  });

  it('has the context that Juju gives it', async () => {
    const { model } = await settled();
    const { value } = await model.run(
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
    const { model, relation } = related();
    const seen: unknown[] = [];
    await model.settle({
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
    expect(model.databag(relation, 'my-app')).toEqual({ spec: 'x' });
    expect(model.queue).toEqual([]);
  });

  it('ends with an error where charms answer each other for ever', async () => {
    const { model } = related();
    let count = 0;
    const answer = async (id: string, juju: HookCommands) => {
      await juju.writeLocalApplicationData(id, { k: String(count++) });
    };
    const bodies = {
      'my-app': (juju: HookCommands) => answer('backup:1', juju),
      velero: (juju: HookCommands) => answer('targets:1', juju),
    };
    await expect(model.settle(bodies, 100)).rejects.toThrow('no end after 100 hooks');
  });
});

describe('a state file', () => {
  it('holds the whole model, whatever the names in it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'juju-model-'));
    const path = join(folder, 'model.json');
    const model = new JujuModel({ name: 'prod', goneWording: 'relation not found' });
    model.addApplication('constructor', { config: { k: true } });
    model.addApplication('velero');
    const relation = model.relate('constructor:backup', 'velero:targets');
    model.setDatabag(relation, 'constructor', JSON.parse('{"__proto__":"p","toString":"t"}'));
    await model.save(path);
    const loaded = await JujuModel.load(path);
    expect(loaded.queue).toEqual(model.queue);
    expect(Object.entries(loaded.databag(relation, 'constructor'))).toEqual([
      ['__proto__', 'p'],
      ['toString', 't'],
    ]);
    await loaded.settle();
    expect(loaded.relate('constructor:backup', 'velero:targets').number).toBe(2);
    await loaded.save(path);
    expect(await readdir(folder)).toEqual(['model.json']);
    await rm(folder, { recursive: true });
  });
});

describe('what a model does not know', () => {
  const { model } = related();

  it.each<[string, () => unknown]>([
    ['there is no application x', () => model.setConfig('x', {})],
    ['there is no application x', () => model.relate('x:a', 'velero:b')],
    ['there is an application velero already', () => model.addApplication('velero')],
    ['"Not valid" is no name', () => model.addApplication('Not valid')],
    ['"velero" is not of the form', () => model.relate('velero')],
    ['there is no unit velero/7', () => model.setLeader('velero', 'velero/7')],
    ['there is no unit velero/7', () => model.status('velero/7')],
    [
      'there is no unit velero/7',
      () => model.open({ unit: 'velero/7', action: 'a', parameters: {} }),
    ],
    ['velero/0 has no such relation on db', () => model.hook('velero/0', 'db-relation-changed')],
  ])('is an error: %s', (message, use) => {
    expect(use).toThrow(message);
  });
});
