import type { HookCommands } from '@k8s-backup-target/juju';
import { JujuSimulator, type Relation, type SessionOptions } from '@k8s-backup-target/juju-testing';
import { encodeDatabag, type K8sBackupTargetSpec, read } from '@k8s-backup-target/schema';
import { beforeEach, describe, expect, it } from 'vitest';
import { K8sBackupTargetRequirer } from './index.js';
import { type Claim, Ownership } from './ownership.js';

const UNIT = 'req/0';
const REFUSED = '[{"app":"owner","relation_name":"backup","model":"prod","spec":{"ttl":"24H"}}]';
const MODEL = 'prod';

let simulator: JujuSimulator;

function start(jujuVersion: '2.9.52' | '3.6.28' | '4.0.15'): void {
  simulator = new JujuSimulator({ name: MODEL, jujuVersion });
  simulator.addApplication('req');
}

beforeEach(() => start('3.6.28'));

function entry(app: string, spec: K8sBackupTargetSpec, model = MODEL): Record<string, string> {
  return {
    ...encodeDatabag({ backup_targets: [{ app, relation_name: 'backup', model, spec }] }),
  };
}

/** Relates an application of this model, or one by its name here that is of another. */
function relate(app: string, databag: Record<string, string>, options: Where = {}): Relation {
  const { endpoint = 'targets', isElsewhere = false } = options;
  if (isElsewhere) simulator.addRemoteApplication({ name: app });
  else simulator.addApplication(app);
  const relation = simulator.relate(`req:${endpoint}`, `${app}:backup`);
  simulator.setDatabag(relation, app, databag);
  return relation;
}

interface Where {
  readonly endpoint?: string;
  readonly isElsewhere?: boolean;
}

/** What is accepted and counts, what does not count, and who is refused, each by application. */
async function verdicts(
  options: SessionOptions = {},
  hook: Parameters<JujuSimulator['run']>[1] = 'update-status',
): Promise<readonly string[]> {
  return (await simulator.run(UNIT, hook, readAll, options)).value;
}

async function readAll(juju: HookCommands): Promise<readonly string[]> {
  const requirer = new K8sBackupTargetRequirer({ juju, endpoint: ['targets', 'others'] });
  const issues = (await requirer.issues()).filter(
    ({ severity, refused }) => refused || severity !== 'error',
  );
  return [
    ...(await requirer.targets()).map(
      ({ remoteApp, isDuplicate, target }) =>
        `${remoteApp} ${target.app} ${isDuplicate ? 'does not count' : 'counts'}`,
    ),
    ...issues.map(({ remoteApp, rule }) => `${remoteApp} ${rule}`),
  ];
}

const REMOTE = `remote-${'0123456789abcdef'.repeat(2)}`;

describe('in this model', () => {
  it.each([
    ['before', ['rogue', 'owner']],
    ['after', ['owner', 'rogue']],
  ])('an application owns its name: another that is related %s it is refused', async (_, apps) => {
    for (const app of apps) relate(app, entry('owner', {}));
    expect(await verdicts()).toEqual(['owner owner counts', 'rogue claimed-by-owner']);
  });

  it.each([
    ['is refused', { backup_targets: REFUSED }],
    ['is broken JSON', { backup_targets: '[' }],
    ['is withdrawn', {}],
    ['was never published', { other: 'key' }],
  ])('ownership outlives validity: the owner own entry %s', async (_, databag) => {
    relate('rogue', entry('owner', { include_namespaces: ['nothing-there'], ttl: '1s' }));
    relate('owner', databag);
    const found = await verdicts();
    expect(found.filter((verdict) => verdict.startsWith('rogue'))).toEqual([
      'rogue claimed-by-owner',
    ]);
    expect(found.some((verdict) => verdict.endsWith(' counts'))).toBe(false);
  });

  it.each(['targets-relation-departed', 'config-changed', 'update-status'])(
    'an application that a leaving unit does not list any more owns its name: %s',
    async (hook) => {
      relate('owner', entry('owner', {}));
      relate('saas', entry('owner', { ttl: '1s' }), { isElsewhere: true });
      await simulator.settle();
      simulator.removeUnit(UNIT);
      const [left] = simulator.relations;
      const ofUnit = () => simulator.queue.filter(({ unit }) => unit === UNIT);
      const isLeft = () => ofUnit().every(({ relation }) => relation?.number !== left?.number);
      while (!isLeft()) {
        const [next] = ofUnit();
        if (next !== undefined) await simulator.run(UNIT, next, () => undefined);
      }
      expect(await verdicts({}, ofUnit().find((next) => next.hook === hook) ?? hook)).toEqual([
        'saas owner does not count',
        'saas yields-to-owner',
      ]);
    },
  );

  it('asks whether relations are missing only where a claim names an application that is not listed', async () => {
    const asked = async () => {
      const { commands } = await simulator.run(UNIT, 'update-status', readAll);
      return commands.filter(({ command }) => command === 'goal-state').length;
    };
    relate('owner', entry('owner', {}));
    relate('saas', entry('owner', {}), { isElsewhere: true });
    await simulator.settle();
    expect(await asked()).toBe(0);
    relate('helper', entry('lost', {}));
    expect(await asked()).toBe(1);
  });

  it('an application that is not related does not own its name', async () => {
    simulator.addApplication('owner');
    relate('helper', entry('owner', {}));
    expect(await verdicts()).toEqual(['helper owner counts']);
  });

  it('an application cannot claim a target of another application in another model', async () => {
    relate('b', entry('c', {}, 'staging'));
    expect(await verdicts()).toEqual(['b claims-other-model']);
  });

  it('nor one of its own name there, once an application of another model is related', async () => {
    relate('a', entry('a', {}, 'staging'));
    expect(await verdicts()).toEqual(['a a counts']);
    relate('theirs', entry('x', {}, 'staging'), { isElsewhere: true });
    expect(await verdicts()).toEqual(['theirs x counts', 'a claims-other-model']);
  });

  it('it is told across endpoints', async () => {
    relate('rogue', entry('owner', {}), { endpoint: 'others' });
    relate('owner', entry('owner', {}));
    expect(await verdicts()).toEqual(['owner owner counts', 'rogue claimed-by-owner']);
  });

  it('a relation that cannot be read may be that of the owner', async () => {
    relate('helper', entry('owner', {}));
    relate('itself', entry('itself', {}));
    relate('owner', entry('owner', {}));
    const faults: SessionOptions['faults'] = ({ command, args }) =>
      command === 'relation-list' && args.includes('targets:3')
        ? { status: 1, stderr: 'ERROR permission denied' }
        : null;
    expect(await verdicts({ faults })).toEqual([
      'helper owner does not count',
      'itself itself counts',
      'helper yields-to-owner',
    ]);
  });
});

describe('across models', () => {
  it.each(['db-of-bob', REMOTE])(
    '%s is not an impostor, and the owner in this model counts',
    async (name) => {
      relate(name, entry('db', { ttl: '1h' }), { isElsewhere: true });
      relate('db', entry('db', { ttl: '2h' }));
      expect(await verdicts()).toEqual([
        `${name} db does not count`,
        'db db counts',
        `${name} duplicate`,
      ]);
    },
  );

  it('another model takes over no target of an owner in this model whose entry is refused', async () => {
    relate('db-of-bob', entry('db', {}), { isElsewhere: true });
    relate('db', { backup_targets: '[' });
    expect(await verdicts()).toEqual([
      'db-of-bob db does not count',
      'db-of-bob yields-to-owner',
      'db json',
    ]);
  });

  it('a name that somebody chose proves nothing: the relation that was made first counts', async () => {
    relate('db-of-eve', entry('db', {}, 'theirs'), { isElsewhere: true });
    relate('db', entry('db', {}, 'theirs'), { isElsewhere: true });
    expect(await verdicts()).toEqual([
      'db-of-eve db counts',
      'db db does not count',
      'db duplicate',
    ]);
  });

  it('also where Juju lists a later one before it, since it sorts ids as text', async () => {
    relate('other', {}, { isElsewhere: true });
    relate('alice', entry('db', {}, 'theirs'), { isElsewhere: true });
    for (let number = 3; number < 10; number++) relate(`app${number}`, {});
    relate('eve', entry('db', {}, 'theirs'), { isElsewhere: true });
    expect(await verdicts()).toEqual(['eve db does not count', 'alice db counts', 'eve duplicate']);
  });

  it('whatever the order of endpoints', async () => {
    relate('alice', entry('db', {}, 'theirs'), { isElsewhere: true, endpoint: 'others' });
    relate('eve', entry('db', {}, 'theirs'), { isElsewhere: true });
    expect(await verdicts()).toEqual(['eve db does not count', 'alice db counts', 'eve duplicate']);
  });

  describe('while the entry of the first is refused', () => {
    const slipped = { app: 'db', relation_name: 'backup', model: 'theirs', spec: { ttl: '24H' } };
    const flat = { app: 'db', relation_name: '"backup"', model: 'theirs' };
    const inList = (...entries: readonly unknown[]) => ({
      backup_targets: JSON.stringify(entries),
    });

    it.each<[string, Record<string, string>]>([
      ['its ttl', inList(slipped)],
      ['its missing spec', inList({ ...slipped, spec: undefined })],
      [
        'its spec, among entries that name nothing',
        inList(0, {}, [], null, { app: 'db' }, slipped),
      ],
      ['its spec, after 10,000 issues', inList(...Array(10_001).fill(0), slipped)],
      ['a spec that is no JSON, in the old layout', { ...flat, spec: '{' }],
      ['a spec that is missing, in the old layout', flat],
    ])('no other counts: %s', async (_, databag) => {
      relate('alice', databag, { isElsewhere: true });
      relate('eve', entry('db', {}, 'theirs'), { isElsewhere: true });
      relate('bob', entry('web', {}, 'theirs'), { isElsewhere: true });
      const found = await verdicts();
      expect(found.filter((verdict) => !verdict.startsWith('alice'))).toEqual([
        'eve db does not count',
        'bob web counts',
        'eve yields-to-refused',
      ]);
    });

    it('a claim in the same databag counts, since that takes nothing over', async () => {
      relate('alice', inList(slipped, { ...slipped, spec: {} }), { isElsewhere: true });
      expect(await verdicts()).toEqual(['alice db counts', 'alice pattern']);
    });

    it('an earlier one counts', async () => {
      relate('alice', entry('db', {}, 'theirs'), { isElsewhere: true });
      relate('eve', inList(slipped), { isElsewhere: true });
      expect(await verdicts()).toEqual(['alice db counts', 'eve pattern']);
    });

    it('an application of this model that names the target decides nothing', async () => {
      relate('rogue', inList(slipped));
      relate('alice', entry('db', {}, 'theirs'), { isElsewhere: true });
      expect(await verdicts()).toEqual(['alice db counts', 'rogue pattern']);
    });

    it('what an owner of this model asks for in another relation counts, whoever claims it', async () => {
      relate('db', inList({ ...slipped, model: MODEL }), { endpoint: 'others' });
      const second = simulator.relate('req:targets', 'db:backup');
      simulator.setDatabag(second, 'db', entry('db', {}));
      const alone = await verdicts();
      relate('eve', entry('db', {}), { isElsewhere: true });
      relate('rogue', entry('db', {}));
      const crowded = await verdicts();
      for (const found of [alone, crowded])
        expect(found.filter((verdict) => verdict.startsWith('db'))).toEqual([
          'db db counts',
          'db pattern',
        ]);
    });

    it('nor does an entry of which a name cannot be read', async () => {
      relate('alice', inList({ ...slipped, model: 1 }), { isElsewhere: true });
      relate('eve', entry('db', {}, 'theirs'), { isElsewhere: true });
      expect(await verdicts()).toContain('eve db counts');
    });
  });

  it('the name of a SAAS is not that of an application here', async () => {
    relate('db', entry('db', {}, 'theirs'), { isElsewhere: true });
    relate('helper', entry('db', {}));
    expect(await verdicts()).toEqual(['db db counts', 'helper db counts']);
  });

  it('where Juju does not name the model, nothing is refused, and the owner counts', async () => {
    start('2.9.52');
    relate('db-of-bob', entry('db', {}), { isElsewhere: true });
    relate('other', entry('other', {}, 'theirs'), { isElsewhere: true });
    relate('db', entry('db', {}));
    expect(await verdicts()).toEqual([
      'db-of-bob db does not count',
      'other other counts',
      'db db counts',
      'db-of-bob duplicate',
    ]);
  });

  it('asks for the model only where names leave a doubt', async () => {
    relate('db', entry('db', {}));
    relate('web', entry('web', {}));
    relate('db-of-bob', entry('db', {}), { isElsewhere: true });
    const { commands } = await simulator.run(UNIT, 'update-status', (juju) =>
      new K8sBackupTargetRequirer({ juju, endpoint: 'targets' }).targets(),
    );
    const asked = commands.filter(({ command }) => command === 'relation-model-get');
    expect(asked.map(({ args }) => args.at(-1))).toEqual(['targets:1', 'targets:3']);
  });
});

/** The port's questions, answered by a table; what it lacks is `null`, that Juju does not say. */
describe('of the questions', () => {
  const HERE = 'uuid-here';
  const OWN = { model: MODEL, modelUuid: HERE };

  function claim(remoteApp: string, app: string, model = MODEL): Claim {
    const target = read.BackupTargetEntry.parse({ app, relation_name: 'b', model, spec: {} });
    return { relation: `targets:${remoteApp}`, remoteApp, path: '/backup_targets/0', target };
  }

  /** The standing of each claim, and the applications whose model was asked for. */
  async function judge(
    claims: readonly Claim[],
    apps: readonly (string | null)[],
    models: Readonly<Record<string, string>> = {},
    own: { readonly model: string | null; readonly modelUuid: string } = OWN,
  ) {
    const asked: string[] = [];
    const relations = apps.map((remoteApp) => ({
      relation: `targets:${remoteApp}`,
      remoteApp,
      databag: remoteApp === null ? null : {},
    }));
    const ownership = await Ownership.of(own, relations, claims, {
      remoteModelUuid: async (relation) => {
        const app = relation.slice('targets:'.length);
        asked.push(app);
        return models[app] ?? null;
      },
      mayLackRelations: async () => false,
    });
    return { asked, standings: claims.map((each) => ownership.standing(each)) };
  }

  it.each([`x-${REMOTE}`, `${REMOTE}0`, 'remote-0', `remote-${'x'.repeat(32)}`])(
    '%s is no name that Juju gives an application of another model: it is asked for',
    async (name) => {
      const { asked, standings } = await judge([claim(name, 'db')], [name, 'db'], {
        [name]: HERE,
        db: HERE,
      });
      expect(asked).toEqual([name, 'db']);
      expect(standings).toEqual(['impostor']);
    },
  );

  it("Juju's name for an application of another model says so: it is not asked for", async () => {
    const claims = [claim(REMOTE, 'db'), claim('a', 'a', 'staging')];
    const { asked, standings } = await judge(claims, [REMOTE, 'a', 'db'], { a: HERE });
    expect(asked).toEqual(['a', 'db']);
    expect(standings).toEqual(['yielding', 'other-model']);
  });

  it('its own name with another model: every relation that can be read is asked for', async () => {
    const models = { a: HERE, saas: 'uuid-of-theirs', b: HERE };
    const { asked, standings } = await judge(
      [claim('a', 'a', 'staging')],
      ['a', 'saas', 'b', null],
      models,
    );
    expect(asked).toEqual(['a', 'saas', 'b']);
    expect(standings).toEqual(['other-model']);
    const alone = await judge([claim('a', 'a', 'staging')], ['a', 'b'], models);
    expect(alone.standings).toEqual(['stranger']);
  });

  it('an application whose model Juju does not name is taken for one of this model', async () => {
    const { standings } = await judge([claim('saas', 'db')], ['saas', 'db'], {});
    expect(standings).toEqual(['yielding']);
  });

  it('a claim waits while a relation cannot be read', async () => {
    const { standings } = await judge([claim('helper', 'db')], ['helper', null], { helper: HERE });
    expect(standings).toEqual(['yielding']);
  });

  it('where the own model has no name, application names alone decide', async () => {
    const own = { model: null, modelUuid: '' };
    const claims = [claim('db', 'db', 'one'), claim('rogue', 'db', 'two')];
    const { asked, standings } = await judge(claims, ['db', 'rogue'], {}, own);
    expect(asked).toEqual(['db', 'rogue']);
    expect(standings).toEqual(['owner', 'yielding']);
  });
});
