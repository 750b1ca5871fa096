import type { HookCommands } from '@k8s-backup-target/juju';
import { JujuSimulator, type Relation } from '@k8s-backup-target/juju-testing';
import { decodeDatabag, type K8sBackupTargetSpec } from '@k8s-backup-target/schema';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ContractError,
  describeOutcome,
  K8sBackupTargetProvider,
  type Outcome,
  type ProviderOptions,
  statusOf,
} from './index.js';

const UNIT = 'my-app/0';
const SPEC: K8sBackupTargetSpec = { include_namespaces: ['my-namespace'], ttl: '24h' };

let simulator: JujuSimulator;

beforeEach(async () => {
  simulator = new JujuSimulator({ name: 'my-model' });
  simulator.addApplication('my-app', { units: 2 });
  simulator.addApplication('req');
  await simulator.settle();
});

function provider(
  juju: HookCommands,
  spec: ProviderOptions['spec'] = SPEC,
): K8sBackupTargetProvider {
  return new K8sBackupTargetProvider({
    juju,
    endpoint: 'backup',
    spec,
    refreshOn: ['config-changed'],
  });
}

/** Publishes from a hook that commits, and returns the outcome. */
async function publish(spec: ProviderOptions['spec'] = SPEC): Promise<Outcome> {
  return (await simulator.run(UNIT, 'config-changed', (juju) => provider(juju, spec).publish()))
    .value;
}

async function relate(count: number): Promise<Relation[]> {
  const relations = Array.from({ length: count }, (_, number) => {
    if (number === 0) return simulator.relate('my-app:backup', 'req:targets');
    const another = `req${String.fromCharCode(97 + number)}`;
    simulator.addApplication(another);
    return simulator.relate('my-app:backup', `${another}:targets`);
  });
  await simulator.settle();
  return relations;
}

function published(relation: Relation): unknown {
  return decodeDatabag(simulator.databag(relation, 'my-app')).targets.map(({ target }) => target);
}

describe('statusOf', () => {
  it('shows what was published, and what was refused', async () => {
    await relate(1);
    expect(statusOf(await publish())).toEqual({
      status: 'active',
      message: 'published to backup:1',
    });
    expect(statusOf(await publish({ ttl: '1w' }))).toEqual({
      status: 'blocked',
      message:
        'invalid backup target: /ttl must look like 72h, 30d, 1h30m, 10m10s, 1d12h, not "1w"',
    });
  });

  it('says what is so, not what this hook did', async () => {
    await relate(1);
    await publish();
    expect(describeOutcome(await publish())).toBe('unchanged in backup:1');
    expect(statusOf(await publish())).toMatchObject({ message: 'published to backup:1' });
  });

  it('shows a follower what the leader shows, but that the leader publishes', async () => {
    const follow = async (spec: ProviderOptions['spec'] = SPEC) =>
      statusOf(
        (await simulator.run('my-app/1', 'config-changed', (juju) => provider(juju, spec).handle()))
          .value,
      );
    expect(await follow()).toMatchObject({ status: 'waiting' });
    await relate(1);
    expect(await follow()).toEqual({
      status: 'active',
      message: 'the leader publishes the backup target',
    });
    expect(await follow({ ttl: '1w' })).toMatchObject({ status: 'blocked' });
    expect(await follow(null)).toEqual({ status: 'active', message: 'nothing to back up' });
  });

  it('waits again after the last relation is removed, in its own relation-broken', async () => {
    const [first, second] = (await relate(2)) as [Relation, Relation];
    await publish();
    const removed = async (relation: Relation) => {
      const shown: unknown[] = [];
      simulator.removeRelation(relation);
      await simulator.settle({
        'my-app': async (juju) => {
          const status = statusOf(await provider(juju).handle());
          if (juju.context.unit === UNIT && status !== null) shown.push(status);
        },
      });
      return shown;
    };
    expect(await removed(first)).toEqual([{ status: 'active', message: 'published to backup:2' }]);
    expect(await removed(second)).toEqual([
      { status: 'waiting', message: 'no backup charm is related to backup' },
    ]);
  });

  it('leaves "blocked" standing in a later hook that is not ours', async () => {
    const { value } = await simulator.run(UNIT, 'update-status', (juju) => provider(juju).handle());
    expect(statusOf(value)).toBeNull();
  });

  it('names the endpoint to which nothing is related', async () => {
    expect(statusOf(await publish())).toEqual({
      status: 'waiting',
      message: 'no backup charm is related to backup',
    });
  });
});

describe('options that make no sense', () => {
  const make = (options: object) => async () =>
    simulator.run(UNIT, 'config-changed', (juju) => {
      new K8sBackupTargetProvider({ juju, endpoint: 'backup', spec: SPEC, ...options });
    });

  it.each([
    [
      { refreshOn: ['config_changed'] },
      '"config_changed" is not the name of a hook: write config-changed',
    ],
    [{ refreshOn: ['configChanged'] }, 'write config-changed'],
    [{ refreshOn: ['hooks/config-changed'] }, 'write config-changed'],
    [{ refreshOn: ['config-change'] }, '"config-change" is not the name of a hook'],
    [{ refreshOn: [''] }, '"" is not the name of a hook'],
    [{ refreshOn: [5] }, '5 is not the name of a hook'],
    [{ endpoint: [] }, 'endpoint: name at least one'],
    [{ endpoint: '' }, '"" is not the name of an endpoint'],
    [{ endpoint: 'backup:1' }, '"backup:1" is not the name of an endpoint'],
  ])('are refused at once: %j', async (options, message) => {
    await expect(make(options)).rejects.toThrow(message);
  });

  it.each([
    'config-changed',
    'secret-changed',
    'my_db-relation-changed',
    'data-storage-attached',
    'web-pebble-ready',
  ])('are not hooks such as %s', async (hook) => {
    await expect(make({ refreshOn: [hook] })()).resolves.toBeDefined();
  });

  it('are none where the metadata cannot be asked for', async () => {
    const made = await simulator.run(UNIT, 'config-changed', async (juju) => {
      const port = Object.create(juju, { declaredEndpoints: { value: undefined } });
      return provider(port);
    });
    expect(made.value).toBeInstanceOf(K8sBackupTargetProvider);
  });

  it('are endpoints that the metadata does not declare, where it can be read', async () => {
    const endpoints = (declared: readonly string[] | null) => async () =>
      simulator.run(UNIT, 'config-changed', (juju) => {
        Object.defineProperty(juju, 'declaredEndpoints', { value: () => declared });
        provider(juju);
      });
    await expect(endpoints(['backups'])).rejects.toThrow('does not declare backup under');
    await expect(endpoints(['backup'])()).resolves.toBeDefined();
    await expect(endpoints(null)()).resolves.toBeDefined();
  });
});

describe('handle', () => {
  it.each(['leader-elected', 'upgrade-charm', 'config-changed'])(
    'publishes in %s',
    async (hook) => {
      await relate(1);
      const { value } = await simulator.run(UNIT, hook, (juju) => provider(juju).handle());
      expect(value).toEqual({
        status: 'published',
        relations: [{ relation: 'backup:1', status: 'published' }],
        warnings: [],
      });
    },
  );

  it('publishes in relation-created, when no remote unit has joined yet', async () => {
    const relation = simulator.relate('my-app:backup', 'req:targets');
    const { value } = await simulator.run(UNIT, 'backup-relation-created', (juju) =>
      provider(juju).handle(),
    );
    expect(value.status).toBe('published');
    expect(published(relation)).toHaveLength(1);
  });

  it.each([
    'install',
    'start',
    'update-status',
    'backup-relation-joined',
    'backup-relation-changed',
  ])('runs no hook command in %s', async (hook) => {
    await relate(1);
    const { value, commands } = await simulator.run(UNIT, hook, (juju) => provider(juju).handle());
    expect(value).toEqual({ status: 'skipped', reason: 'hook-not-ours', endpoints: ['backup'] });
    expect(commands).toEqual([]);
  });

  it('finds nothing to withdraw where nothing was published', async () => {
    await relate(1);
    const withdraw = (juju: HookCommands) => provider(juju).withdraw();
    expect((await simulator.run(UNIT, 'config-changed', withdraw)).value).toEqual({
      status: 'unchanged',
      relations: [{ relation: 'backup:1', status: 'absent' }],
      warnings: [],
    });
  });

  it('does nothing in an action, whose hook name is empty', async () => {
    await relate(1);
    const { value } = await simulator.runAction(UNIT, 'x', {}, (juju) => provider(juju).handle());
    expect(value).toEqual({ status: 'skipped', reason: 'hook-not-ours', endpoints: ['backup'] });
  });

  it('does not listen to the relation-created of another endpoint', async () => {
    simulator.relate('my-app:other', 'req:targets');
    const { value } = await simulator.run(UNIT, 'other-relation-created', (juju) =>
      provider(juju).handle(),
    );
    expect(value).toEqual({ status: 'skipped', reason: 'hook-not-ours', endpoints: ['backup'] });
  });
});

describe('publish', () => {
  it('writes the bytes of the Python reference', async () => {
    const [relation] = await relate(1);
    await publish();
    expect(simulator.databag(relation as Relation, 'my-app')).toEqual({
      backup_targets:
        '[{"app": "my-app", "relation_name": "backup", "model": "my-model", "spec": ' +
        '{"include_namespaces": ["my-namespace"], "include_resources": null, "exclude_namespaces": null, ' +
        '"exclude_resources": null, "include_cluster_resources": null, "label_selector": null, "ttl": "24h"}}]',
    });
  });

  it('leaves a follower with two reads', async () => {
    const relation = simulator.relate('my-app:backup', 'req:targets');
    const { value, commands } = await simulator.run('my-app/1', 'config-changed', (juju) =>
      provider(juju).publish(),
    );
    expect(value).toEqual({ status: 'skipped', reason: 'not-leader', endpoints: ['backup'] });
    expect(commands.map(({ command }) => command)).toEqual(['relation-ids', 'is-leader']);
    expect(simulator.databag(relation, 'my-app')).toEqual({});
  });

  it('says so when nothing is related', async () => {
    expect(await publish()).toEqual({
      status: 'skipped',
      reason: 'no-relation',
      endpoints: ['backup'],
    });
  });

  it('checks the spec also when nothing is related yet', async () => {
    expect(await publish({ ttl: '24H' })).toMatchObject({ status: 'refused' });
  });

  it('makes the spec with a function, which may be asynchronous', async () => {
    const [relation] = await relate(1);
    simulator.setConfig('my-app', { ttl: '72h' });
    await simulator.run(UNIT, 'config-changed', (juju) =>
      provider(juju, async () => ({ ttl: String((await juju.config())['ttl']) })).publish(),
    );
    expect(published(relation as Relation)).toMatchObject([{ spec: { ttl: '72h' } }]);
  });

  it('writes to every relation, and counts the least hook commands: 2N+2, then N+2', async () => {
    await relate(3);
    const run = () => simulator.run(UNIT, 'config-changed', (juju) => provider(juju).publish());
    const first = await run();
    expect(first.value).toMatchObject({
      status: 'published',
      relations: [
        { relation: 'backup:1', status: 'published' },
        { relation: 'backup:2', status: 'published' },
        { relation: 'backup:3', status: 'published' },
      ],
    });
    expect(first.commands).toHaveLength(2 * 3 + 2);
    const second = await run();
    expect(second.value).toMatchObject({ status: 'unchanged' });
    expect(second.commands).toHaveLength(3 + 2);
    expect(second.changes).toEqual([]);
  });

  it.each([
    [
      'spacing and the order of keys',
      (text: string) => JSON.stringify(reversedKeys(JSON.parse(text))),
    ],
    ['escapes', (text: string) => text.replace('my-namespace', '\\u006dy-namespace')],
  ])('does not rewrite a databag that differs only in %s', async (_, change) => {
    const [relation] = (await relate(1)) as [Relation];
    await publish();
    const text = simulator.databag(relation, 'my-app')['backup_targets'] ?? '';
    simulator.setDatabag(relation, 'my-app', { backup_targets: change(text) });
    expect(change(text)).not.toBe(text);
    expect(await publish()).toMatchObject({ status: 'unchanged' });
  });

  it.each(['not JSON', '[]', 'null', '{}', '[{"app":"my-app"}]', '[[]]'])(
    'replaces %s',
    async (text) => {
      const [relation] = (await relate(1)) as [Relation];
      simulator.setDatabag(relation, 'my-app', { backup_targets: text });
      expect(await publish()).toMatchObject({ status: 'published' });
      expect(published(relation)).toHaveLength(1);
    },
  );

  it('tells null from an empty list', async () => {
    const [relation] = (await relate(1)) as [Relation];
    await publish({ include_resources: null });
    expect(await publish({ include_resources: [] })).toMatchObject({ status: 'published' });
    expect(published(relation)).toMatchObject([{ spec: { include_resources: [] } }]);
  });

  it('touches no key but its own', async () => {
    const [relation] = (await relate(1)) as [Relation];
    simulator.setDatabag(relation, 'my-app', { other: 'value' });
    await publish();
    expect(simulator.databag(relation, 'my-app')['other']).toBe('value');
  });

  it.each([
    ['30d', '720h'],
    ['1d12h', '36h'],
    ['1d30m5s', '24h30m5s'],
    ['72h', '72h'],
    ['90m', '90m'],
    ['', ''],
  ])('publishes the ttl %j as %j', async (given, expected) => {
    const [relation] = (await relate(1)) as [Relation];
    await publish({ ttl: given });
    expect(published(relation)).toMatchObject([{ spec: { ttl: expected } }]);
  });

  it('refuses an invalid spec before anything is read or written, and what was published stays', async () => {
    const [relation] = (await relate(1)) as [Relation];
    await publish();
    const before = simulator.databag(relation, 'my-app');
    const spec = { ttl: '1.5h', include_namespaces: ['a', 'A'] };
    const { value, commands } = await simulator.run(UNIT, 'config-changed', (juju) =>
      provider(juju, spec).publish(),
    );
    expect(value).toMatchObject({
      status: 'refused',
      issues: [{ path: '/ttl', rule: 'pattern' }],
    });
    expect(describeOutcome(value)).toMatch(/^refused: \/ttl must look like 72h, .*, not "1.5h"$/);
    expect(commands).toEqual([]);
    expect(simulator.databag(relation, 'my-app')).toEqual(before);
  });

  it('refuses a spec function that throws a ContractError, with its issues', async () => {
    const [relation] = (await relate(1)) as [Relation];
    const issue = {
      path: '/label_selector',
      rule: 'type',
      message: 'must be key=value pairs',
    } as const;
    const outcome = await publish(() => {
      throw new ContractError([issue]);
    });
    expect(outcome).toEqual({ status: 'refused', issues: [issue] });
    expect(simulator.databag(relation, 'my-app')).toEqual({});
  });

  it('hands on any other error of a spec function: a fault of the charm', async () => {
    await relate(1);
    const attempt = publish(() => {
      throw new TypeError('a slip');
    });
    await expect(attempt).rejects.toThrow('a slip');
  });

  it('refuses a misspelt field, which would silently back up everything', async () => {
    const misspelt = { exclude_namespace: ['secret'] } as K8sBackupTargetSpec;
    expect(await publish(misspelt)).toMatchObject({
      status: 'refused',
      issues: [{ path: '', rule: 'additionalProperties' }],
    });
  });

  it('refuses what the backup operator would reject', async () => {
    await relate(1);
    expect(await publish({ include_namespaces: ['*', 'a'] })).toMatchObject({
      status: 'refused',
      issues: [{ path: '/include_namespaces/0', rule: 'wildcard-and-names', severity: 'error' }],
    });
  });

  it('withdraws where the spec is null', async () => {
    const [relation] = (await relate(1)) as [Relation];
    expect(await publish(null)).toMatchObject({ status: 'unchanged' });
    await publish();
    const outcome = await publish(() => null);
    expect(describeOutcome(outcome)).toBe('withdrawn from backup:1');
    expect(statusOf(outcome)).toEqual({ status: 'active', message: 'nothing to back up' });
    expect(simulator.databag(relation, 'my-app')).toEqual({});
  });

  it('hands back warnings', async () => {
    await relate(1);
    const outcome = await publish({ ...SPEC, include_resources: [] });
    expect(outcome).toMatchObject({ status: 'published', warnings: [{ rule: 'empty-list' }] });
    expect(describeOutcome(outcome)).toMatch(
      /^published to backup:1; warning: \/include_resources /,
    );
  });

  it.each([{}, { include_namespaces: [], label_selector: null }])(
    'warns that %j backs up every namespace',
    async (spec) => {
      await relate(1);
      const outcome = await publish(spec);
      expect(outcome).toMatchObject({ status: 'published' });
      const warnings = 'warnings' in outcome ? outcome.warnings : [];
      expect(warnings.map(({ rule }) => rule)).toContain('backs-up-everything');
    },
  );

  it.each<K8sBackupTargetSpec>([
    { include_namespaces: ['*'] },
    { exclude_namespaces: ['a'] },
    { include_resources: ['pods'] },
    { label_selector: { a: 'b' } },
  ])('takes %j for meant', async (spec) => {
    await relate(1);
    expect(await publish(spec)).toMatchObject({ status: 'published', warnings: [] });
  });

  it.each([
    [
      { exclude_namespace: ['kube-system'] },
      'the value has the unknown field "exclude_namespace": write exclude_namespaces, or remove it',
    ],
    [
      { ttl: 1, includeNamespaces: ['a'], schedule: '@daily' },
      'the value has the unknown field "includeNamespaces": write include_namespaces, or remove it (and 2 more)',
    ],
    [
      { schedule: '@daily' },
      'the value has the unknown field "schedule": correct its spelling or remove it',
    ],
    [{ ttl: '24H' }, '/ttl must look like 72h, 30d, 1h30m, 10m10s, 1d12h, not "24H"'],
    [{ ttl: 10n }, '/ttl must be of type string or null, not 10'],
    [
      { include_namespaces: 'my-namespace' },
      '/include_namespaces must be of type array or null, not "my-namespace"',
    ],
    [
      { include_namespaces: { length: 1 } },
      '/include_namespaces must be of type array or null, not an object',
    ],
    [{ include_resources: ['a', [[]]] }, '/include_resources/1 must be of type string, not a list'],
    [{ label_selector: { 'a/b': null } }, '/label_selector/a~1b must be of type string, not null'],
    [() => undefined, 'the value must be of type object, not undefined'],
    [() => () => SPEC, 'the value must be of type object, not a function'],
    [{ ttl: `${'😀'.repeat(60)}h` }, /not "(?:😀){60}…"$/u],
    [
      { ttl: 'a\nb\ud83d' },
      '/ttl must look like 72h, 30d, 1h30m, 10m10s, 1d12h, not "a\\nb\\ud83d"',
    ],
  ])('says of a spec what was refused, and what may be meant: %#', async (spec, message) => {
    await relate(1);
    const outcome = describeOutcome(await publish(spec as never));
    if (typeof message === 'string') expect(outcome).toBe(`refused: ${message}`);
    else expect(outcome).toMatch(message);
  });

  it.each([
    [
      'a Map',
      { label_selector: new Map([['app', 'web']]) },
      '/label_selector is an instance of Map',
    ],
    ['a Date', { label_selector: new Date(0) }, '/label_selector is an instance of Date'],
    ['a Set', { include_namespaces: new Set(['a']) }, '/include_namespaces must be of type array'],
    [
      'an instance of a class',
      new (class Spec {
        ttl = '1h';
      })(),
      'the value is an instance of Spec',
    ],
    ['a value that holds itself', cyclic(), '/label_selector/self must be of type string'],
    ['a value that nests deeply', { label_selector: { a: deep() } }, '/label_selector/a must be'],
    ['a getter that throws', throwing(), 'the value could not be read (Error: boom)'],
    ['a revoked proxy', revoked(), 'the value could not be read (TypeError: '],
  ])('refuses %s, of which nothing would be published', async (_, spec, message) => {
    const [relation] = await relate(1);
    expect(describeOutcome(await publish(spec as never))).toContain(`refused: ${message}`);
    expect(simulator.databag(relation as Relation, 'my-app')).toEqual({});
  });

  it('reads each field once, so what was checked is what is published', async () => {
    const [relation] = (await relate(1)) as [Relation];
    const reads: PropertyKey[] = [];
    const handler: ProxyHandler<K8sBackupTargetSpec> = {
      get(_, field) {
        if (field === 'then') return undefined;
        reads.push(field);
        return reads.length === 1 ? '24h' : 'anything';
      },
    };
    const target = { ttl: '' };
    expect(await publish(new Proxy(target, handler))).toMatchObject({ status: 'published' });
    expect(reads).toEqual(['ttl']);
    expect(published(relation)).toMatchObject([{ spec: { ttl: '24h' } }]);
  });

  it('publishes over several endpoints, and names each in its target', async () => {
    const one = simulator.relate('my-app:backup', 'req:targets');
    const other = simulator.relate('my-app:backup-integrator', 'req:integrator');
    await simulator.settle();
    const endpoint = ['backup', 'backup-integrator'];
    const { value } = await simulator.run(UNIT, 'backup-integrator-relation-created', (juju) =>
      new K8sBackupTargetProvider({ juju, endpoint, spec: SPEC }).handle(),
    );
    expect(value.status).toBe('published');
    expect(published(one)).toMatchObject([{ relation_name: 'backup' }]);
    expect(published(other)).toMatchObject([{ relation_name: 'backup-integrator' }]);
  });

  it('is not stopped by a relation that has vanished', async () => {
    const [first, second, third] = (await relate(3)) as [Relation, Relation, Relation];
    simulator.forgetRelation(second);
    const outcome = await publish();
    expect(outcome).toMatchObject({
      status: 'published',
      relations: [
        { relation: 'backup:1', status: 'published' },
        { relation: 'backup:2', status: 'gone' },
        { relation: 'backup:3', status: 'published' },
      ],
    });
    expect(published(first)).toHaveLength(1);
    expect(published(third)).toHaveLength(1);
    expect(describeOutcome(outcome)).toBe('published to backup:1, backup:3; gone: backup:2');
    expect(statusOf(outcome)).toEqual({ status: 'active', message: describeOutcome(outcome) });
    simulator.forgetRelation(first);
    simulator.forgetRelation(third);
    expect(statusOf(await publish())).toEqual({
      status: 'waiting',
      message: 'the relation to the backup charm is gone: backup:1, backup:2, backup:3',
    });
  });

  it('counts relations in one line instead of naming many', async () => {
    await relate(5);
    expect(describeOutcome(await publish())).toBe('published to 5 relations');
  });

  it('is not stopped by a relation that vanishes between read and write', async () => {
    await relate(2);
    const { value } = await simulator.run(
      UNIT,
      'config-changed',
      (juju) => provider(juju).publish(),
      {
        faults: ({ command, args }) =>
          command === 'relation-set' && args.includes('backup:1')
            ? { status: 1, stderr: 'ERROR permission denied\n' }
            : null,
      },
    );
    expect(value).toMatchObject({
      relations: [
        { relation: 'backup:1', status: 'gone' },
        { relation: 'backup:2', status: 'published' },
      ],
    });
  });

  it('leaves out the relation that is being broken, also where Juju still lists it', async () => {
    const [first] = (await relate(2)) as [Relation];
    simulator.removeRelation(first);
    const record = await simulator.run(
      UNIT,
      'backup-relation-broken',
      (juju) => provider(juju).publish(),
      {
        faults: ({ command }) =>
          command === 'relation-ids' ? { status: 0, stdout: '["backup:1","backup:2"]\n' } : null,
      },
    );
    expect(record.value).toMatchObject({ relations: [{ relation: 'backup:2' }] });
  });

  it('fails the hook with a code when leadership is lost before the write', async () => {
    const [relation] = (await relate(1)) as [Relation];
    const attempt = simulator.run(UNIT, 'config-changed', (juju) => provider(juju).publish(), {
      faults: ({ command }) =>
        command === 'relation-set'
          ? { status: 1, stderr: 'ERROR cannot write relation settings\n' }
          : null,
    });
    await expect(attempt).rejects.toMatchObject({ code: 'not-leader' });
    expect(simulator.databag(relation, 'my-app')).toEqual({});
  });
});

describe('withdraw', () => {
  it('removes the target and nothing else, once', async () => {
    const [relation] = (await relate(1)) as [Relation];
    simulator.setDatabag(relation, 'my-app', { other: 'value' });
    await publish();
    const run = () =>
      simulator.runAction(UNIT, 'withdraw', {}, (juju) => provider(juju).withdraw());
    expect((await run()).value).toMatchObject({
      status: 'withdrawn',
      relations: [{ status: 'withdrawn' }],
    });
    expect(simulator.databag(relation, 'my-app')).toEqual({ other: 'value' });
    const again = await run();
    expect(again.value).toMatchObject({ status: 'unchanged' });
    expect(again.changes).toEqual([]);
  });

  it('does not look at the spec', async () => {
    await relate(1);
    await publish();
    const { value } = await simulator.run(UNIT, 'stop', (juju) =>
      provider(juju, { ttl: 'garbage' }).withdraw(),
    );
    expect(value).toMatchObject({ status: 'withdrawn' });
  });

  it('is for the leader only', async () => {
    await relate(1);
    const { value } = await simulator.run('my-app/1', 'stop', (juju) => provider(juju).withdraw());
    expect(value).toEqual({ status: 'skipped', reason: 'not-leader', endpoints: ['backup'] });
  });

  it('says so when nothing is related', async () => {
    const { value } = await simulator.run(UNIT, 'stop', (juju) => provider(juju).withdraw());
    expect(describeOutcome(value)).toBe('skipped: nothing is related to backup');
  });
});

function cyclic(): object {
  const labels: Record<string, unknown> = {};
  labels['self'] = labels;
  return { label_selector: labels };
}

function deep(): unknown {
  let value: unknown = {};
  for (let level = 0; level < 100_000; level += 1) value = { a: value };
  return value;
}

function throwing(): object {
  return {
    get ttl() {
      throw new Error('boom');
    },
  };
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** The same JSON value with the keys of every object in reverse. */
function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reversedKeys(item)]);
  return Object.fromEntries(entries.reverse());
}
