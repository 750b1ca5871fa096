import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  JujuAgent,
  JujuSimulator,
  type Relation,
  runAction,
  runHook,
  runRequest,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import { TYPESCRIPT_PROVIDER, TYPESCRIPT_REQUIRER } from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let agent: JujuAgent;
let simulator: JujuSimulator;
let relation: Relation;

beforeAll(async () => {
  agent = await JujuAgent.start();
});

afterAll(() => agent.close());

beforeEach(async () => {
  simulator = new JujuSimulator({ name: 'production' });
  simulator.addApplication('my-app', {
    units: 2,
    charmDir: TYPESCRIPT_PROVIDER,
    config: { namespaces: 'ns', ttl: '30d' },
  });
  simulator.addApplication('integrator', { charmDir: TYPESCRIPT_REQUIRER });
  relation = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
  simulator.addApplication('velero');
  simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
  // The hooks up to here need no process of their own; the one that publishes runs for real.
  await simulator.settle();
  await runHook(simulator, 'my-app/0', 'config-changed', { agent });
  await settle();
});

async function settle(): Promise<void> {
  for (const { unit, hook, succeeded, stderr } of await settleProcesses(simulator, { agent })) {
    expect({ unit, hook, succeeded, stderr }).toEqual({ unit, hook, succeeded: true, stderr: '' });
  }
}

function published(): { spec: Record<string, unknown> }[] {
  return JSON.parse(simulator.databag(relation, 'my-app')['backup_targets'] ?? '[]');
}

describe('both charms', () => {
  it('live through every hook of a simulator, from install to relation-broken', async () => {
    simulator = new JujuSimulator({ name: 'production' });
    simulator.addApplication('my-app', { charmDir: TYPESCRIPT_PROVIDER, config: { ttl: '1h' } });
    simulator.addApplication('integrator', { charmDir: TYPESCRIPT_REQUIRER });
    relation = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
    await settle();
    expect(published()).toHaveLength(1);
    simulator.removeRelation(relation);
    await settle();
    expect(simulator.status('my-app/0').status).toBe('waiting');
    expect(simulator.status('integrator/0').status).toBe('blocked');
  });
});

describe('the provider charm', () => {
  it('publishes a spec made from config, in days as hours', async () => {
    expect(published()).toEqual([
      {
        app: 'my-app',
        relation_name: 'backup',
        model: 'production',
        spec: expect.objectContaining({ include_namespaces: ['ns'], ttl: '720h' }),
      },
    ]);
    expect(simulator.status('my-app/0')).toEqual({
      status: 'active',
      message: 'published to backup:2',
    });
    await runHook(simulator, 'my-app/1', 'config-changed', { agent });
    expect(simulator.status('my-app/1').message).toBe('the leader publishes the backup target');
  });

  it.each([
    ['ttl', '1.5h', 'invalid backup target: /ttl must look like 72h'],
    ['labels', 'no-value', 'invalid backup target: /label_selector must be key=value pairs'],
    ['namespaces', 'a,B', '/include_namespaces/1 "B" is neither a namespace'],
  ])(
    'shows a broken %s in its status, and keeps what was published',
    async (option, value, message) => {
      const before = published();
      simulator.setConfig('my-app', { [option]: value });
      await settle();
      expect(simulator.status('my-app/0')).toEqual({
        status: 'blocked',
        message: expect.stringContaining(message),
      });
      expect(published()).toEqual(before);
    },
  );

  it('passes on labels and resources', async () => {
    simulator.setConfig('my-app', { labels: 'app=web, tier=front', resources: 'pods , services' });
    await settle();
    expect(published()[0]?.spec).toMatchObject({
      label_selector: { app: 'web', tier: 'front' },
      include_resources: ['pods', 'services'],
    });
  });

  it('withdraws and publishes by action, on the leader only', async () => {
    const refused = await runAction(simulator, 'my-app/1', 'withdraw-target', {}, { agent });
    expect(refused.action?.failure).toBe('skipped: this unit is not the leader');
    const done = await runAction(simulator, 'my-app/0', 'withdraw-target', {}, { agent });
    expect(done.action?.results).toEqual({ outcome: 'withdrawn from backup:2' });
    expect(published()).toEqual([]);
    const again = await runAction(simulator, 'my-app/0', 'publish-target', {}, { agent });
    expect(again.action?.results).toEqual({ outcome: 'published to backup:2' });
  });

  it('fails for an action that it does not have, and publishes nothing', async () => {
    const request = { unit: 'my-app/0', action: 'nonsense', parameters: {} };
    const { action, changes } = await runRequest(simulator, request, { agent });
    expect([action?.failure, changes]).toEqual(['unknown action nonsense', []]);
  });

  it('fails the publish action with the reason when config is broken', async () => {
    simulator.setConfig('my-app', { ttl: 'x' });
    const { action } = await runAction(simulator, 'my-app/0', 'publish-target', {}, { agent });
    expect(action?.failure).toContain('/ttl must look like');
  });

  it('waits again when the last relation is gone', async () => {
    simulator.removeRelation(relation);
    await settle();
    expect(simulator.status('my-app/0').status).toBe('waiting');
  });

  it('hands over to a new leader', async () => {
    simulator.setLeader('my-app', 'my-app/1');
    simulator.setConfig('my-app', { ttl: '1h' });
    await settle();
    expect(published()[0]?.spec).toMatchObject({ ttl: '1h' });
  });
});

describe('the integrator charm', () => {
  const bad = JSON.stringify([
    { app: 'bad', relation_name: 'b', model: 'm', spec: { ttl: '24H' } },
  ]);

  it('counts targets in its status', () => {
    expect(simulator.status('integrator/0')).toEqual({
      status: 'active',
      message: '1 backup target; Manual backup mode',
    });
  });

  it('names a refused target in its status, which hides no other', async () => {
    simulator.addApplication('bad');
    simulator.setDatabag(simulator.relate('bad:b', 'integrator:k8s-backup-target'), 'bad', {
      backup_targets: bad,
    });
    await settle();
    expect(simulator.status('integrator/0')).toEqual({
      status: 'blocked',
      message: expect.stringMatching(
        /^1 backup target; refused in k8s-backup-target:4 from bad: \/backup_targets\/0\/spec\/ttl must look like/,
      ),
    });
    const { action } = await runAction(simulator, 'integrator/0', 'list-targets', {}, { agent });
    expect(action?.results).toEqual({
      count: '1',
      targets:
        'my-app (endpoint backup, model production) in k8s-backup-target:2: forwarded to velero-backup:3, on demand only',
      issues: expect.stringContaining('/backup_targets/0/spec/ttl'),
    });
  });

  it('waits again when the relation is gone', async () => {
    simulator.removeRelation(relation);
    await settle();
    expect(simulator.status('integrator/0').status).toBe('waiting');
  });
});

describe.each([
  ['provider', TYPESCRIPT_PROVIDER, 'my-app/0'],
  ['integrator', TYPESCRIPT_REQUIRER, 'integrator/0'],
])('dispatch of the %s charm', (_, charmDir, unit) => {
  it.each(['update-status', 'secret-changed', 'no-such-hook'])('exits 0 in %s', async (hook) => {
    const request = { unit, hook, relation: null };
    const record = await runRequest(simulator, request, { agent });
    expect([record.exitStatus, record.stdout, record.stderr]).toEqual([0, '', '']);
  });

  it('needs nothing on PATH but the hook commands, once the charm holds Node.js', async () => {
    const packed = await mkdtemp(join(tmpdir(), 'packed-'));
    for (const name of ['charmcraft.yaml', 'dispatch', 'dist'])
      await cp(join(charmDir, name), join(packed, name), { recursive: true });
    simulator.upgradeCharm(unit.split('/', 1)[0] ?? '', packed);
    const without = await runHook(simulator, unit, 'config-changed', { agent, path: '' });
    expect(without.exitStatus).toBe(127);
    await mkdir(join(packed, 'bin'));
    await symlink(process.execPath, join(packed, 'bin/node'));
    const record = await runHook(simulator, unit, 'config-changed', { agent, path: '' });
    await rm(packed, { recursive: true });
    expect([record.exitStatus, record.stderr]).toEqual([0, '']);
  });

  it('says plainly that it is not run by Juju', () => {
    const { status, stderr } = spawnSync(`${charmDir}/dispatch`, { encoding: 'utf8', env: {} });
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('not a hook or action run by Juju'),
    ]);
  });
});
