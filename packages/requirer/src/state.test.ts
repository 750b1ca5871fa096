import type { HookCommands } from '@k8s-backup-target/juju';
import { JujuSimulator, type Relation, type SessionOptions } from '@k8s-backup-target/juju-testing';
import { decodeDatabag, encodeDatabag, type K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { beforeEach, describe, expect, it } from 'vitest';
import { K8sBackupTargetRequirer, type RequirerPort, RequirerState } from './index.js';

const MODEL = 'prod';

let simulator: JujuSimulator;

beforeEach(() => {
  simulator = new JujuSimulator({ name: MODEL });
  simulator.addApplication('req', { units: 2 });
});

/** Publishes a target as `app`; one that names another application if `claimed` is given. */
function publish(
  relation: Relation,
  app: string,
  spec: K8sBackupTargetSpec,
  claimed: string = app,
): void {
  const target = { app: claimed, relation_name: 'backup', model: MODEL, spec };
  simulator.setDatabag(relation, app, encodeDatabag({ backup_targets: [target] }));
}

function relate(app: string): Relation {
  simulator.addApplication(app);
  const relation = simulator.relate('req:targets', `${app}:backup`);
  publish(relation, app, {});
  return relation;
}

async function state(options: SessionOptions = {}): Promise<RequirerState> {
  const { value } = await simulator.run(
    'req/0',
    'update-status',
    (juju) => new K8sBackupTargetRequirer({ juju, endpoint: 'targets' }).state(),
    options,
  );
  return value;
}

/** Runs all hooks that wait, and gives the state that a unit saw in each of its own. */
async function statesOf(
  unit: string,
  options: { readonly isMute?: boolean } = {},
): Promise<ReadonlyMap<string, RequirerState>> {
  const states = new Map<string, RequirerState>();
  await simulator.settle({
    req: async (juju) => {
      const { context } = juju;
      if (context.unit !== unit) return;
      const port = options.isMute === true ? mute(juju) : juju;
      const requirer = new K8sBackupTargetRequirer({ juju: port, endpoint: 'targets' });
      states.set(context.hook, await requirer.state());
    },
  });
  return states;
}

/** Juju, where goal-state fails. */
function mute(juju: HookCommands): RequirerPort {
  return {
    context: juju.context,
    relationIds: (endpoint) => juju.relationIds(endpoint),
    remoteApplication: (relation) => juju.remoteApplication(relation),
    readRemoteApplicationData: (relation, app) => juju.readRemoteApplicationData(relation, app),
    remoteModelUuid: (relation) => juju.remoteModelUuid(relation),
    isUnitLeaving: async () => null,
  };
}

describe('wanted', () => {
  it('has each target once, without those that do not count', async () => {
    publish(relate('a'), 'a', { ttl: '1h' });
    relate('b');
    simulator.addApplication('helper');
    publish(simulator.relate('req:targets', 'helper:backup'), 'helper', {});
    const second = simulator.relate('req:targets', 'helper:other');
    publish(second, 'helper', { ttl: '2h' });
    const { wanted } = await state();
    expect(wanted.map(({ relation, target }) => `${relation} ${target.app}`)).toEqual([
      'targets:1 a',
      'targets:2 b',
      'targets:3 helper',
    ]);
  });
});

describe('what may be replaced', () => {
  const OTHERS = 'theirs';
  const text = (app: string, ttl?: string, model = OTHERS) =>
    JSON.stringify([{ app, relation_name: 'backup', model, spec: { ttl } }]);

  /** Relates an application of another model, which publishes that. */
  function relateElsewhere(app: string, backup_targets: string): Relation {
    simulator.addRemoteApplication({ name: app });
    const relation = simulator.relate('req:targets', `${app}:backup`);
    simulator.setDatabag(relation, app, { backup_targets });
    return relation;
  }

  /** Whether the only target that is wanted may take the place of that of a relation. */
  async function mayReplace(relation: string, options?: SessionOptions): Promise<boolean> {
    const now = await state(options);
    const [target] = now.wanted;
    if (target === undefined) throw new Error('nothing is wanted');
    return now.mayReplace(relation, target);
  }

  it.each([
    ['is no JSON', '['],
    ['is no list', '{}'],
    ['names nothing', '[{}]'],
  ])('not what was forwarded for a relation whose databag %s', async (_, broken) => {
    relateElsewhere('alice', broken);
    relateElsewhere('eve', text('db'));
    expect(await mayReplace('targets:1')).toBe(false);
    expect(await mayReplace('targets:2')).toBe(true);
  });

  it('not what was forwarded for a relation that cannot be read', async () => {
    const alice = relateElsewhere('alice', text('db'));
    relateElsewhere('eve', text('db'));
    simulator.forgetRelation(alice);
    expect(await mayReplace('targets:1')).toBe(false);
  });

  it('what was forwarded for a relation that has gone, or given the target up', async () => {
    const alice = relateElsewhere('alice', '[]');
    relateElsewhere('eve', text('db'));
    expect(await mayReplace('targets:1')).toBe(true);
    simulator.removeRelation(alice);
    await simulator.settle();
    expect(await mayReplace('targets:1')).toBe(true);
  });

  it('what was forwarded for another, by the owner in this model', async () => {
    relateElsewhere('alice', '[');
    simulator.addApplication('db');
    const own = simulator.relate('req:targets', 'db:backup');
    simulator.setDatabag(own, 'db', { backup_targets: text('db', '1h', MODEL) });
    expect(await mayReplace('targets:1')).toBe(true);
  });

  it('what was forwarded for the same relation, one of whose entries is refused', async () => {
    relateElsewhere('alice', `[{},${text('db').slice(1)}`);
    expect(await mayReplace('targets:1')).toBe(true);
  });

  it('what is held back, by an owner in this model alone', async () => {
    simulator.addApplication('db');
    const own = simulator.relate('req:targets', 'db:backup');
    const { wanted, ...now } = await state();
    expect(wanted).toEqual([]);
    const [target] = decodeDatabag({ backup_targets: text('db', '1h', MODEL) }).targets;
    if (target === undefined) throw new Error('the text holds a target');
    const next = { relation: own.ids['req'] ?? '', path: '', isDuplicate: false };
    const mayTake = (model: string | null, remoteApp: string) =>
      new RequirerState({
        ...now,
        wanted,
        heldBack: new Map([['targets:9', 'x']]),
        model,
      }).mayReplace('targets:9', { ...next, remoteApp, target: target.target });
    expect(mayTake(MODEL, 'db')).toBe(true);
    expect(mayTake(null, 'db')).toBe(true);
    expect(mayTake('other', 'db')).toBe(false);
    expect(mayTake(MODEL, 'eve')).toBe(false);
    expect(mayTake(null, 'eve')).toBe(false);
  });

  it('not what was forwarded for a relation that a leaving unit does not list', async () => {
    relateElsewhere('eve', text('db'));
    await simulator.settle();
    simulator.removeUnit('req/0');
    expect(await mayReplace('targets:99')).toBe(false);
  });
});

describe('what may be withdrawn', () => {
  it('of a relation that is not listed, and of one whose target was withdrawn', async () => {
    const relation = relate('a');
    simulator.setDatabag(relation, 'a', { backup_targets: '' });
    const now = await state();
    expect(now.mayWithdraw('targets:1')).toBe(true);
    expect(now.mayWithdraw('targets:99')).toBe(true);
  });

  it('not of a relation that holds something refused', async () => {
    const relation = relate('a');
    simulator.setDatabag(relation, 'a', { backup_targets: '[{}]' });
    const now = await state();
    expect([...now.heldBack]).toEqual([['targets:1', 'a']]);
    expect(now.mayWithdraw('targets:1')).toBe(false);
  });

  it('not of an application that claims the target of another', async () => {
    relate('a');
    simulator.addApplication('rogue');
    publish(simulator.relate('req:targets', 'rogue:backup'), 'rogue', {}, 'a');
    expect([...(await state()).heldBack]).toEqual([['targets:2', 'rogue']]);
  });

  it('not of a claim that waits until its owner, which is related now, publishes', async () => {
    simulator.addRemoteApplication({ name: 'saas' });
    const saas = simulator.relate('req:targets', 'saas:backup');
    publish(saas, 'saas', { ttl: '1h' }, 'db');
    expect((await state()).wanted).toMatchObject([{ remoteApp: 'saas' }]);
    simulator.addApplication('db');
    const db = simulator.relate('req:targets', 'db:backup');
    const { wanted, heldBack, ...waiting } = await state();
    expect([wanted, waiting.unreadable]).toEqual([[], []]);
    expect(heldBack).toEqual(new Map([[saas.ids['req'], 'saas']]));
    publish(db, 'db', {});
    const published = await state();
    expect(published.wanted).toMatchObject([{ remoteApp: 'db' }]);
    expect(published.mayWithdraw(saas.ids['req'] ?? '')).toBe(true);
  });

  it('not of a claim that waits until an entry of another relation, which decides, is no longer refused', async () => {
    for (const name of ['first', 'second']) simulator.addRemoteApplication({ name });
    const first = simulator.relate('req:targets', 'first:backup');
    publish(simulator.relate('req:targets', 'second:backup'), 'second', {}, 'db');
    const entry = { app: 'db', relation_name: 'backup', model: MODEL, spec: { ttl: '24H' } };
    simulator.setDatabag(first, 'first', { backup_targets: JSON.stringify([entry]) });
    expect([...(await state()).heldBack]).toEqual([
      ['targets:1', 'first'],
      ['targets:2', 'second'],
    ]);
  });

  it('not of a refused relation either that the list of issues has no room for', async () => {
    for (let index = 0; index < 10; index += 1) {
      const relation = relate(`evil${index}`);
      const junk = `[${'0,'.repeat(1100)}0]`;
      simulator.setDatabag(relation, `evil${index}`, { backup_targets: junk });
    }
    const relation = simulator.relate('req:others', 'evil0:others');
    simulator.setDatabag(relation, 'evil0', { backup_targets: '[{}]' });
    const { value } = await simulator.run('req/0', 'update-status', async (juju) => {
      const endpoint = ['targets', 'others'];
      const requirer = new K8sBackupTargetRequirer({ juju, endpoint });
      return { issues: await requirer.issues(), state: await requirer.state() };
    });
    expect(value.issues.some(({ relation }) => relation === 'others:11')).toBe(false);
    expect(value.state.heldBack.get('others:11')).toBe('evil0');
  });

  it.each([
    ['relation-get', 'ERROR permission denied\n'],
    ['relation-list', 'ERROR permission denied\n'],
    ['relation-get', 'ERROR relation not found\n'],
  ])('not of a relation of which %s says %s', async (failing, stderr) => {
    relate('a');
    relate('b');
    const now = await state({
      faults: ({ command, args }) =>
        command === failing && args.includes('targets:1') ? { status: 1, stderr } : null,
    });
    expect(now.unreadable).toEqual(['targets:1']);
    expect(now.mayWithdraw('targets:1')).toBe(false);
    expect(now.wanted.map(({ remoteApp }) => remoteApp)).toEqual(['b']);
  });
});

describe('relation-broken', () => {
  const BROKEN = 'targets-relation-broken';

  it('of a unit that stays: the relation is gone, in that hook', async () => {
    const relation = relate('a');
    relate('b');
    await simulator.settle();
    simulator.removeRelation(relation);
    const now = (await statesOf('req/0')).get(BROKEN);
    expect(now).toMatchObject({ leaving: false, unreadable: [] });
    expect(now?.wanted.map(({ remoteApp }) => remoteApp)).toEqual(['b']);
    expect(now?.mayWithdraw('targets:1')).toBe(true);
  });

  it('of a unit that goes: nothing may be withdrawn, from its first hook to its last', async () => {
    relate('a');
    simulator.addApplication('without-units', { units: 0 });
    simulator.relate('req:targets', 'without-units:backup');
    await simulator.settle();
    simulator.removeUnit('req/0');
    const states = await statesOf('req/0');
    expect([...states.keys()]).toEqual(['targets-relation-departed', BROKEN, 'stop', 'remove']);
    for (const now of states.values()) expect(now.mayWithdraw('targets:1')).toBe(false);
  });

  it('where Juju does not tell: nothing in that hook, and what is due in a later one', async () => {
    const relation = relate('a');
    await simulator.settle();
    simulator.removeRelation(relation);
    const now = (await statesOf('req/0', { isMute: true })).get(BROKEN);
    expect(now?.mayWithdraw('targets:1')).toBe(false);
    expect((await state()).mayWithdraw('targets:1')).toBe(true);
  });

  it('of a unit that says in relation-departed that it goes, where goal-state fails', async () => {
    relate('a');
    await simulator.settle();
    simulator.removeUnit('req/0');
    const states = await statesOf('req/0', { isMute: true });
    expect(states.get('targets-relation-departed')?.leaving).toBe(true);
    expect(states.get(BROKEN)?.leaving).toBe(true);
  });
});

describe('leader-elected', () => {
  it('before Juju has told the unit of a relation: nothing may be withdrawn, and later it may', async () => {
    relate('a');
    await simulator.settle();
    simulator.setLeader('req', 'req/1');
    const elected = await simulator.run(
      'req/1',
      'leader-elected',
      (juju) => new K8sBackupTargetRequirer({ juju, endpoint: 'targets' }).state(),
      {
        faults: ({ command }) => (command === 'relation-ids' ? { status: 0, stdout: '[]' } : null),
      },
    );
    expect(elected.value).toMatchObject({ wanted: [], leaving: true });
    expect(elected.value.mayWithdraw('targets:1')).toBe(false);
    expect((await state()).mayWithdraw('targets:7')).toBe(true);
  });

  it.each(['leader-elected', 'config-changed', 'upgrade-charm'])(
    '%s: a listed application of another model does not hide one that is not listed',
    async (hook) => {
      const saas = simulator.addRemoteApplication({ name: 'saas' });
      simulator.relate('req:targets', `${saas}:backup`);
      relate('a');
      await simulator.settle();
      const { value } = await simulator.run(
        'req/0',
        hook,
        (juju) => new K8sBackupTargetRequirer({ juju, endpoint: 'targets' }).state(),
        {
          faults: ({ command }) =>
            command === 'relation-ids' ? { status: 0, stdout: '["targets:1"]' } : null,
        },
      );
      expect(value).toMatchObject({ wanted: [], leaving: true });
    },
  );

  it('where Juju does not tell: nothing in that hook', async () => {
    relate('a');
    await simulator.settle();
    simulator.setLeader('req', 'req/1');
    const elected = await simulator.run(
      'req/1',
      'leader-elected',
      (juju) => new K8sBackupTargetRequirer({ juju, endpoint: 'targets' }).state(),
      { faults: ({ command }) => (command === 'goal-state' ? { status: 1 } : null) },
    );
    expect(elected.value.mayWithdraw('targets:7')).toBe(false);
  });

  it('once Juju has told it of all: what nobody asks for any more', async () => {
    relate('a');
    await simulator.settle();
    simulator.setLeader('req', 'req/1');
    const now = (await statesOf('req/1')).get('leader-elected');
    expect(now?.mayWithdraw('targets:7')).toBe(true);
  });
});

it('asks nothing more in the hooks that Juju runs only in units that stay', async () => {
  relate('a');
  const asked: string[] = [];
  const records = await simulator.settle({
    req: (juju) => new K8sBackupTargetRequirer({ juju, endpoint: 'targets' }).state(),
  });
  for (const { hook, commands } of records) {
    for (const { command } of commands) if (command === 'goal-state') asked.push(hook);
  }
  expect(new Set(asked)).toEqual(new Set(['install', 'leader-elected', 'config-changed', 'start']));
  // Once in each hook, whatever depends on it.
  expect(asked).toHaveLength(
    records.filter(({ unit, hook }) => unit.startsWith('req/') && asked.includes(hook)).length,
  );
});
