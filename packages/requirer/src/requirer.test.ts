import type { HookCommands } from '@k8s-backup-target/juju';
import { JujuSimulator, type Relation } from '@k8s-backup-target/juju-testing';
import {
  read as contract,
  encodeDatabag,
  type K8sBackupTargetSpec,
} from '@k8s-backup-target/schema';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { K8sBackupTargetRequirer, type RelatedIssue, type RequirerPort } from './index.js';

const UNIT = 'req/0';
const KEY = { app: 'a', endpoint: 'backup', model: 'm' };

let simulator: JujuSimulator;

beforeEach(async () => {
  simulator = new JujuSimulator({ name: 'm' });
  simulator.addApplication('req');
  await simulator.settle();
});

/** Relates a new application and fills its databag. */
function related(databag: Record<string, string>, app = newName()): Relation {
  simulator.addApplication(app);
  const relation = simulator.relate('req:targets', `${app}:backup`);
  simulator.setDatabag(relation, app, databag);
  return relation;
}

function newName(): string {
  return `app${String.fromCharCode(97 + simulator.applications.length)}`;
}

function databag(spec: K8sBackupTargetSpec = {}, key = KEY): Record<string, string> {
  const { app, endpoint, model } = key;
  return {
    ...encodeDatabag({ backup_targets: [{ app, relation_name: endpoint, model, spec }] }),
  };
}

async function read<T>(body: (requirer: K8sBackupTargetRequirer) => Promise<T>): Promise<T> {
  return (await simulator.run(UNIT, 'update-status', (juju) => body(requirer(juju)))).value;
}

function requirer(juju: HookCommands): K8sBackupTargetRequirer {
  return new K8sBackupTargetRequirer({ juju, endpoint: 'targets' });
}

function rules(issues: readonly RelatedIssue[]): string[] {
  return issues.map(
    ({ relation, path, severity, refused, rule }) =>
      `${relation} ${path} ${severity} ${refused ? 'refused ' : ''}${rule}`,
  );
}

describe('options that make no sense', () => {
  it.each<[string | readonly string[], string]>([
    [[], 'endpoint: name at least one'],
    ['', '"" is not the name of an endpoint'],
    ['targets:1', '"targets:1" is not the name of an endpoint'],
  ])('are refused at once: %j', async (endpoint, message) => {
    const make = async () =>
      simulator.run(UNIT, 'update-status', (juju) => {
        new K8sBackupTargetRequirer({ juju, endpoint });
      });
    await expect(make).rejects.toThrow(message);
  });
});

describe('isReady', () => {
  it.each([
    ['nothing is related', []],
    ['nothing is published yet', [{}]],
    ['the list is empty', [{ backup_targets: '[]' }]],
    ['the only target is refused', [{ backup_targets: '[{}]' }]],
  ])('is false when %s', async (_, databags: Record<string, string>[]) => {
    for (const each of databags) related(each);
    expect(await read((requirer) => requirer.isReady())).toBe(false);
  });

  it('is true with one valid target among refused ones', async () => {
    related({ backup_targets: 'garbage' });
    related(databag());
    expect(await read((requirer) => requirer.isReady())).toBe(true);
  });
});

describe('getBackupSpec', () => {
  it('finds by app, endpoint and model together', async () => {
    related(databag({ ttl: '1h' }, { ...KEY, app: 'b' }));
    related(databag({ ttl: '2h' }, { ...KEY, model: 'n' }));
    related(databag({ ttl: '3h' }, { ...KEY, endpoint: 'e' }));
    related(databag({ ttl: '4h' }));
    expect(await read((requirer) => requirer.getBackupSpec(KEY))).toMatchObject({ ttl: '4h' });
    expect(await read((requirer) => requirer.getBackupSpec({ ...KEY, app: 'c' }))).toBeNull();
  });

  it('returns every field, null where not set, and an empty ttl as it is', async () => {
    related(databag({ ttl: '' }));
    const unset = contract.K8sBackupTargetSpec.parse({});
    expect(Object.values(unset).filter((value) => value !== null)).toEqual([]);
    expect(await read((requirer) => requirer.getBackupSpec(KEY))).toEqual({ ...unset, ttl: '' });
  });

  it('takes that of the relation which was made first, though Juju sorts ids as text', async () => {
    for (let number = 1; number <= 12; number++)
      related(databag({ ttl: `${number}h` }, { ...KEY, app: `x${number}` }));
    related(databag({ ttl: '13h' }));
    const second = simulator.relations[1] as Relation;
    simulator.setDatabag(
      second,
      Object.keys(second.ids).find((app) => app !== 'req') ?? '',
      databag({ ttl: '2h' }),
    );
    expect(await read((requirer) => requirer.getBackupSpec(KEY))).toMatchObject({ ttl: '2h' });
  });

  it('reads the flat layout as well', async () => {
    related({ app: 'a', relation_name: '"backup"', model: 'm', spec: '{"ttl": "30d"}' });
    expect(await read((requirer) => requirer.getBackupSpec(KEY))).toMatchObject({ ttl: '30d' });
  });

  it('does not confuse keys whose parts run together', async () => {
    related(databag({}, { app: 'a","b', endpoint: 'c', model: 'm' }));
    const key = { app: 'a', endpoint: 'b","c', model: 'm' };
    expect(await read((requirer) => requirer.getBackupSpec(key))).toBeNull();
  });
});

describe('targets', () => {
  it('lists every valid target with its relation, application and pointer', async () => {
    const entry = (app: string, spec: object) => ({
      app,
      relation_name: 'backup',
      model: 'm',
      spec,
    });
    const entries = [entry('one', {}), entry('two', { ttl: 'garbage' }), entry('three', {})];
    related({ backup_targets: JSON.stringify(entries) });
    const targets = await read((requirer) => requirer.targets());
    expect(
      targets.map(({ relation, remoteApp, path, target }) => [
        relation,
        remoteApp,
        path,
        target.app,
      ]),
    ).toEqual([
      ['targets:1', 'appb', '/backup_targets/0', 'one'],
      ['targets:1', 'appb', '/backup_targets/2', 'three'],
    ]);
  });

  it('leaves out a relation that is gone', async () => {
    related(databag({}, { ...KEY, app: 'x' }));
    simulator.forgetRelation(related(databag({}, { ...KEY, app: 'y' })));
    const targets = await read((requirer) => requirer.targets());
    expect(targets.map(({ target }) => target.app)).toEqual(['x']);
  });

  it('leaves out the relation that is being broken', async () => {
    const relation = related(databag());
    await simulator.settle();
    simulator.removeRelation(relation);
    const { value } = await simulator.run(UNIT, 'targets-relation-broken', (juju) =>
      requirer(juju).targets(),
    );
    expect(value).toEqual([]);
  });
});

describe('issues', () => {
  it('says of each refused target where and why', async () => {
    related({ backup_targets: '[{"app":1}, {}]' });
    related({ backup_targets: 'garbage' });
    const issues = await read((requirer) => requirer.issues());
    expect(rules(issues)).toEqual([
      'targets:1 /backup_targets/0 error refused required',
      'targets:1 /backup_targets/0 error refused required',
      'targets:1 /backup_targets/0 error refused required',
      'targets:1 /backup_targets/0/app error refused type',
      'targets:1 /backup_targets/1 error refused required',
      'targets:1 /backup_targets/1 error refused required',
      'targets:1 /backup_targets/1 error refused required',
      'targets:1 /backup_targets/1 error refused required',
      'targets:2 /backup_targets error refused json',
    ]);
  });

  it('names duplicates of a key and which one wins', async () => {
    related(databag());
    related(databag({ ttl: '1h' }));
    const issues = await read((requirer) => requirer.issues());
    expect(rules(issues)).toEqual(['targets:2 /backup_targets/0 warning duplicate']);
    expect(issues[0]?.message).toContain('/backup_targets/0 in targets:1');
    const targets = await read((requirer) => requirer.targets());
    expect(targets.map(({ relation, isDuplicate }) => [relation, isDuplicate])).toEqual([
      ['targets:1', false],
      ['targets:2', true],
    ]);
  });

  it('lints what was accepted, with pointers into the databag', async () => {
    related({
      backup_targets: JSON.stringify([
        {
          app: 'a',
          relation_name: 'b',
          model: 'm',
          spec: { include_namespaces: ['*', 'x'], ttl: '0s' },
        },
      ]),
    });
    const issues = await read((requirer) => requirer.issues());
    expect(rules(issues)).toEqual([
      'targets:1 /backup_targets/0/spec/include_namespaces/0 error wildcard-and-names',
      'targets:1 /backup_targets/0/spec/ttl warning ttl-zero',
    ]);
  });

  it('has none for a databag without a target', async () => {
    related({ unrelated: '{' });
    expect(await read((requirer) => requirer.issues())).toEqual([]);
  });
});

describe('hook commands', () => {
  it('are 2N+1 for N relations, however often it is asked', async () => {
    for (const app of ['x', 'y', 'z']) related(databag({}, { ...KEY, app }), app);
    const { commands } = await simulator.run(UNIT, 'update-status', async (juju) => {
      const one = requirer(juju);
      await Promise.all([one.isReady(), one.targets(), one.issues(), one.getBackupSpec(KEY)]);
      await one.getBackupSpec(KEY);
    });
    expect(commands).toHaveLength(2 * 3 + 1);
  });

  it('never write', async () => {
    related(databag(), 'a');
    const { changes, commands } = await simulator.run(UNIT, 'update-status', (juju) =>
      requirer(juju).issues(),
    );
    expect(changes).toEqual([]);
    expect(new Set(commands.map(({ command }) => command))).toEqual(
      new Set(['relation-ids', 'relation-list', 'relation-get']),
    );
  });

  it('reject with their code when they fail other than by a relation being gone', async () => {
    related(databag());
    const attempt = simulator.run(UNIT, 'update-status', (juju) => requirer(juju).targets(), {
      faults: ({ command }) =>
        command === 'relation-get'
          ? { status: 1, stderr: 'ERROR connection is shut down\n' }
          : null,
    });
    await expect(attempt).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('a hostile databag', () => {
  const hostile = fc.dictionary(
    fc.oneof(
      fc.constantFrom('backup_targets', 'app', 'spec', '__proto__', 'constructor'),
      fc.string(),
    ),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom('[', '[null]', '[{"spec":{"label_selector":{"__proto__":1}}}]'),
    ),
  );

  it('never makes it throw', async () => {
    const port = (data: Record<string, string>): RequirerPort => ({
      context: { unit: UNIT, model: 'm', modelUuid: '', hook: 'update-status', relation: null },
      remoteModelUuid: async () => null,
      isUnitLeaving: async () => null,
      relationIds: async () => ['targets:1'],
      remoteApplication: async () => 'evil',
      readRemoteApplicationData: async () => data,
    });
    await fc.assert(
      fc.asyncProperty(hostile, async (data) => {
        const requirer = new K8sBackupTargetRequirer({ juju: port(data), endpoint: 'targets' });
        await Promise.all([
          requirer.isReady(),
          requirer.targets(),
          requirer.issues(),
          requirer.state(),
          requirer.getBackupSpec(KEY),
        ]);
      }),
    );
  });
});

describe('more issues than a person reads', () => {
  it('are cut in each relation and in all, and one replaces the rest', async () => {
    for (let relation = 0; relation < 12; relation += 1) {
      related({ backup_targets: JSON.stringify(Array.from({ length: 1500 }, () => 0)) });
    }
    const issues = await read((requirer) => requirer.issues());
    expect(issues).toHaveLength(10_001);
    const rests = issues.filter(({ rule }) => rule === 'too-many-issues');
    expect(rests).toHaveLength(10);
    expect(new Set(issues.map(({ relation }) => relation)).size).toBe(10);
  });
});
