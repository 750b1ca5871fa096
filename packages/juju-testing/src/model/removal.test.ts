import { beforeEach, describe, expect, it } from 'vitest';
import { JujuSimulator, type Relation } from '../index.js';

let simulator: JujuSimulator;
let relation: Relation;

beforeEach(async () => {
  simulator = new JujuSimulator();
  simulator.addApplication('my-app', { units: 2 });
  simulator.addApplication('velero');
  relation = simulator.relate('my-app:backup', 'velero:targets');
  simulator.relate('my-app:cluster');
  await simulator.settle();
});

function waiting(): string[] {
  return simulator.queue.map(({ unit, hook, relation: about }) =>
    [unit, hook, about?.remoteUnit, about?.departingUnit].filter(Boolean).join(' '),
  );
}

describe('a unit that is removed', () => {
  it('leaves relations that live on, and the others see it depart', () => {
    simulator.removeUnit('my-app/0');
    expect(waiting()).toEqual([
      'velero/0 targets-relation-departed my-app/0 my-app/0',
      'my-app/0 backup-relation-departed velero/0 my-app/0',
      'my-app/0 backup-relation-broken',
      'my-app/1 cluster-relation-departed my-app/0 my-app/0',
      'my-app/0 cluster-relation-departed my-app/1 my-app/0',
      'my-app/0 cluster-relation-broken',
      'my-app/0 stop',
      'my-app/0 remove',
    ]);
  });

  it('leads until it is gone, and sees its own departure', async () => {
    simulator.setDatabag(relation, 'my-app', { k: 'v' });
    await simulator.settle();
    simulator.removeUnit('my-app/0');
    const seen: unknown[] = [];
    await simulator.settle({
      'my-app': async (juju) => {
        const { unit, hook, relation: about } = juju.context;
        if (unit !== 'my-app/0' || !hook.startsWith('backup')) return;
        const ids = await juju.relationIds('backup');
        seen.push([hook, about?.departingUnit, await juju.isLeader(), ids]);
      },
    });
    expect(seen).toEqual([
      ['backup-relation-departed', 'my-app/0', true, ['backup:1']],
      ['backup-relation-broken', null, true, []],
    ]);
    expect(simulator.units('my-app')).toEqual(['my-app/1']);
    expect(simulator.leader('my-app')).toBe('my-app/1');
    expect(simulator.databag(relation, 'my-app')).toEqual({ k: 'v' });
    expect(simulator.relations).toHaveLength(2);
  });

  it('makes way for a leader, whose leader-elected follows', async () => {
    simulator.removeUnit('my-app/0');
    const records = await simulator.settle();
    expect(records.slice(-2).map(({ unit, hook }) => `${unit} ${hook}`)).toEqual([
      'my-app/0 remove',
      'my-app/1 leader-elected',
    ]);
  });

  it('never gets its number again', async () => {
    simulator.removeUnit('my-app/1');
    await simulator.settle();
    expect(simulator.addUnit('my-app')).toBe('my-app/2');
  });

  it('has no hooks in relations that it has not yet seen', async () => {
    const unit = simulator.addUnit('my-app');
    simulator.removeUnit(unit);
    expect(waiting()).toEqual([`${unit} stop`, `${unit} remove`]);
    expect(() => simulator.removeUnit(unit)).toThrow(`${unit} is being removed already`);
  });

  it('leaves a relation that is being removed as it would have', async () => {
    simulator.removeRelation(relation);
    const before = waiting().filter((hook) => hook.includes('backup') || hook.includes('targets'));
    simulator.removeUnit('my-app/0');
    expect(waiting()).toEqual(expect.arrayContaining(before));
    await simulator.settle();
    expect(simulator.relations).not.toContainEqual(relation);
    expect(simulator.units('my-app')).toEqual(['my-app/1']);
  });

  it('while a relation goes, no new unit joins it', async () => {
    simulator.removeRelation(relation);
    simulator.addUnit('my-app');
    expect(waiting().filter((hook) => hook.startsWith('my-app/2'))).not.toContain(
      'my-app/2 backup-relation-created',
    );
    await simulator.settle();
    expect(simulator.relations).not.toContainEqual(relation);
  });

  it('leaves a relation behind that a new unit joins', async () => {
    simulator.removeUnit('velero/0');
    await simulator.settle();
    simulator.addUnit('velero');
    await simulator.settle();
    const { value } = await simulator.run('my-app/0', 'start', (juju) =>
      juju.relationIds('backup'),
    );
    expect(value).toEqual(['backup:1']);
  });
});

describe('an application that is removed', () => {
  it('goes with its relations and units', async () => {
    simulator.removeApplication('velero');
    await simulator.settle();
    expect(simulator.applications).toEqual(['my-app']);
    expect(simulator.relations.map(({ ids }) => ids)).toEqual([{ 'my-app': 'cluster:2' }]);
    simulator.addApplication('velero');
    expect(simulator.relate('my-app:backup', 'velero:targets').number).toBe(3);
  });
});

describe('a cross-model relation', () => {
  it('has a remote application by the name that the offering side sees', async () => {
    const modelUuid = '11111111-1111-4111-8111-111111111111';
    const remote = simulator.addRemoteApplication({ modelUuid });
    expect(remote).toMatch(/^remote-[0-9a-f]{32}$/);
    const crossModel = simulator.relate('my-app:backup', `${remote}:targets`);
    simulator.setDatabag(crossModel, remote, { k: 'v' });
    await simulator.settle();
    const { value } = await simulator.run('my-app/0', 'start', async (juju) => {
      const id = crossModel.ids['my-app'] ?? '';
      const app = await juju.remoteApplication(id);
      return [app, { ...(await juju.readRemoteApplicationData(id, app ?? '')) }];
    });
    expect(value).toEqual([remote, { k: 'v' }]);
    const session = simulator.open(simulator.hook('my-app/0', 'start'));
    const { stdout } = await session.runner('relation-model-get', ['-r', '3', '--format=json']);
    expect(JSON.parse(stdout)).toEqual({ uuid: modelUuid });
  });

  it('has the name of the offer on the side that consumes it', () => {
    expect(simulator.addRemoteApplication({ name: 'backups', units: 2 })).toBe('backups');
    expect(simulator.units('backups')).toEqual(['backups/0', 'backups/1']);
  });
});
