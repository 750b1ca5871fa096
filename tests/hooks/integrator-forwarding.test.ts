import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type HookProcessRecord,
  JujuAgent,
  JujuSimulator,
  type Relation,
  runAction,
  runHook,
} from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { whyNoGo } from '@k8s-backup-target/tools/go';
import type { Schedule } from '@k8s-backup-target/velero';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../kubernetes-api/client.js';
import {
  FIRST_BUILD_LIMIT,
  type KubernetesApi,
  startKubernetesApi,
} from '../kubernetes-api/start.js';

let agent: JujuAgent;
let python: PythonCharms;
let simulator: JujuSimulator;

beforeAll(async () => {
  [agent, python] = await Promise.all([JujuAgent.start(), makePythonCharms()]);
});

afterAll(async () => {
  await Promise.all([agent.close(), python.remove()]);
});

beforeEach(async () => {
  simulator = new JujuSimulator({ name: 'production' });
  simulator.addApplication('integrator', {
    charmDir: TYPESCRIPT_REQUIRER,
    config: { schedule: '0 2 * * *', 'forward-to': 'relation', 'velero-namespace': 'velero' },
  });
  await simulator.settle();
});

/** An application without a charm that asks for a backup. */
function publish(app: string, spec: object): Relation {
  simulator.addApplication(app);
  const relation = simulator.relate(`${app}:backup`, 'integrator:k8s-backup-target');
  const entry = { app, relation_name: 'backup', model: 'production', spec };
  simulator.setDatabag(relation, app, { backup_targets: JSON.stringify([entry]) });
  return relation;
}

/** Runs the charm once as a real process; every other waiting hook is dropped. */
async function runIntegrator(extraEnv: Record<string, string> = {}): Promise<HookProcessRecord> {
  await simulator.settle();
  const record = await runHook(simulator, 'integrator/0', 'config-changed', { agent, extraEnv });
  expect(record.stderr).toBe('');
  expect(record.succeeded).toBe(true);
  return record;
}

function status(): { status: string; message: string } {
  return simulator.status('integrator/0');
}

describe('forwarding over velero-backup', () => {
  let velero: Relation;

  beforeEach(() => {
    simulator.addApplication('velero', { charmDir: python.veleroReader });
    velero = simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
  });

  it('writes what velero-operator reads, with a ttl that Velero takes', async () => {
    publish('my-app', { include_namespaces: ['ns'], label_selector: { app: 'web' }, ttl: '30d' });
    await runIntegrator();
    expect(status()).toEqual({ status: 'active', message: '1 backup target' });
    const parameters = { app: 'my-app', endpoint: 'backup', model: 'production' };
    const { action } = await runAction(simulator, 'velero/0', 'get-spec', parameters, { agent });
    expect(action?.results['spec']).toBe(action?.results['text']);
    expect(JSON.parse(String(action?.results['spec']))).toEqual({
      include_namespaces: ['ns'],
      include_resources: null,
      exclude_namespaces: null,
      exclude_resources: null,
      label_selector: { app: 'web' },
      ttl: '720h',
      include_cluster_resources: null,
      schedule: '0 2 * * *',
      paused: false,
      skip_immediately: false,
      use_owner_references_in_backup: false,
    });
  });

  it('writes nothing the second time', async () => {
    publish('my-app', {});
    expect((await runIntegrator()).changes).toHaveLength(1);
    const again = await runIntegrator();
    expect(again.changes).toEqual([]);
    expect(again.commands.map(({ command }) => command)).not.toContain('relation-set');
  });

  it('says plainly that the relation holds one target, instead of letting the last one win', async () => {
    publish('my-app', {});
    await runIntegrator();
    const before = simulator.databag(velero, 'integrator');
    publish('other-app', {});
    await runIntegrator();
    expect(status()).toEqual({
      status: 'blocked',
      message: expect.stringMatching(
        /^2 backup targets; one-target-only: .*production\/my-app:backup, production\/other-app:backup/,
      ),
    });
    expect(simulator.databag(velero, 'integrator')).toEqual(before);
  });

  it('forwards the valid target beside a refused one, and names both', async () => {
    publish('bad', { ttl: '24H' });
    publish('my-app', {});
    await runIntegrator();
    expect(simulator.databag(velero, 'integrator')['app']).toBe('my-app');
    expect(status()).toEqual({
      status: 'blocked',
      message: expect.stringMatching(/^1 backup target; refused in k8s-backup-target:2 from bad: /),
    });
  });

  it('keeps what was forwarded while the target that it was for is refused', async () => {
    const relation = publish('my-app', { ttl: '72h' });
    await runIntegrator();
    const before = simulator.databag(velero, 'integrator');
    const entry = {
      app: 'my-app',
      relation_name: 'backup',
      model: 'production',
      spec: { ttl: '3 days' },
    };
    simulator.setDatabag(relation, 'my-app', { backup_targets: JSON.stringify([entry]) });
    await runIntegrator();
    expect(status().status).toBe('blocked');
    expect(simulator.databag(velero, 'integrator')).toEqual(before);
  });

  it('withdraws when config turns to the Kubernetes API, and says where there is none', async () => {
    publish('my-app', {});
    await runIntegrator();
    simulator.setConfig('integrator', { 'forward-to': 'kubernetes' });
    await runIntegrator();
    expect(simulator.databag(velero, 'integrator')).toEqual({});
    expect(status()).toEqual({
      status: 'blocked',
      message: '1 backup target; there is no Kubernetes API: the charm does not run in a pod',
    });
  });

  it('withdraws when the last target is gone', async () => {
    const relation = publish('my-app', {});
    await runIntegrator();
    simulator.removeRelation(relation);
    await simulator.settle();
    await runIntegrator();
    expect(simulator.databag(velero, 'integrator')).toEqual({});
    expect(status().status).toBe('waiting');
  });

  it.each([
    ['schedule', '0 0 31 2 *', /^1 backup target; config schedule /],
    ['schedule', '* * * *', /config schedule /],
    ['forward-to', 'somewhere', /config forward-to is "somewhere": use relation or kubernetes/],
  ])('shows a broken %s (%s) in status and forwards nothing', async (option, value, message) => {
    publish('my-app', {});
    simulator.setConfig('integrator', { [option]: value });
    await runIntegrator();
    expect(status()).toEqual({ status: 'blocked', message: expect.stringMatching(message) });
    expect(simulator.databag(velero, 'integrator')).toEqual({});
  });

  it('logs what some versions of Velero would read differently in the schedule', async () => {
    simulator.setConfig('integrator', { schedule: '0 0 1 * mon' });
    const record = await runIntegrator();
    expect(record.log).toMatchObject([
      { level: 'WARNING', message: expect.stringMatching(/^config schedule /) },
    ]);
  });

  it('writes nothing from a unit that does not lead', async () => {
    publish('my-app', {});
    simulator.addUnit('integrator');
    await simulator.settle();
    const record = await runHook(simulator, 'integrator/1', 'config-changed', { agent });
    expect(record.succeeded).toBe(true);
    expect(record.commands.map(({ command }) => command)).not.toContain('relation-set');
    expect(simulator.status('integrator/1').status).toBe('active');
  });

  it('asks for a relation when there is a target and nobody to forward it to', async () => {
    simulator.removeRelation(velero);
    await simulator.settle();
    publish('my-app', {});
    await runIntegrator();
    expect(status().message).toBe('1 backup target; no charm is related to velero-backup');
  });
});

describe('actions', () => {
  const parameters = { app: 'my-app', endpoint: 'backup', model: 'production' };

  it('preview-manifests shows Schedules, refused targets and findings', async () => {
    publish('my-app', { ttl: '30d' });
    publish('odd', { include_namespaces: ['*', 'a'] });
    await simulator.settle();
    const { action } = await runAction(
      simulator,
      'integrator/0',
      'preview-manifests',
      {},
      { agent },
    );
    const { manifests, refused, findings } = action?.results ?? {};
    expect(JSON.parse(String(manifests))).toMatchObject({
      kind: 'List',
      items: [{ kind: 'Schedule', spec: { schedule: '0 2 * * *', template: { ttl: '720h0m0s' } } }],
    });
    expect(refused).toMatch(/^odd in k8s-backup-target:2: invalid-target: /);
    expect(findings).toContain('error in odd (endpoint backup, model production)');
  });

  it('preview-manifests shows Backups where no schedule is set', async () => {
    publish('my-app', {});
    simulator.setConfig('integrator', { schedule: '' });
    await simulator.settle();
    const { action } = await runAction(
      simulator,
      'integrator/0',
      'preview-manifests',
      {},
      { agent },
    );
    expect(JSON.parse(String(action?.results['manifests']))).toMatchObject({
      items: [{ kind: 'Backup' }],
    });
  });

  it('preview-manifests fails with the fault in config', async () => {
    simulator.setConfig('integrator', { schedule: 'never' });
    await simulator.settle();
    const { action } = await runAction(
      simulator,
      'integrator/0',
      'preview-manifests',
      {},
      { agent },
    );
    expect(action?.failure).toMatch(/^config schedule /);
  });

  it('run-backup prints the Backup of one target', async () => {
    publish('my-app', { ttl: '1d12h' });
    await simulator.settle();
    const { action } = await runAction(simulator, 'integrator/0', 'run-backup', parameters, {
      agent,
    });
    expect(action?.results['applied']).toBe('false');
    expect(JSON.parse(String(action?.results['manifest']))).toMatchObject({
      kind: 'Backup',
      metadata: { name: expect.stringMatching(/-\d{14}$/), namespace: 'velero' },
      spec: { ttl: '36h0m0s' },
    });
  });

  it('fails for an action that it does not have', async () => {
    const { action } = await runAction(simulator, 'integrator/0', 'nonsense', {}, { agent });
    expect(action?.failure).toBe('unknown action nonsense');
  });

  it('run-backup fails for a target that is not there, or that Velero would refuse', async () => {
    publish('odd', { include_namespaces: ['*', 'a'] });
    await simulator.settle();
    const missing = await runAction(simulator, 'integrator/0', 'run-backup', parameters, { agent });
    expect(missing.action?.failure).toMatch(/^no backup target of my-app/);
    const odd = { ...parameters, app: 'odd' };
    const refused = await runAction(simulator, 'integrator/0', 'run-backup', odd, { agent });
    expect(refused.action?.failure).toMatch(/^invalid-target: /);
  });
});

const reason = whyNoGo();

describe.skipIf(reason !== undefined)(
  `forwarding through the Kubernetes API${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    let api: KubernetesApi;
    let account: string;
    let env: Record<string, string>;

    beforeAll(async () => {
      api = await startKubernetesApi();
      account = await mkdtemp(join(await realpath(tmpdir()), 'service-account-'));
      await mountServiceAccount(account, api);
      const { hostname, port } = new URL(api.url);
      env = {
        KUBERNETES_SERVICE_HOST: hostname,
        KUBERNETES_SERVICE_PORT: port,
        SERVICE_ACCOUNT_ROOT: account,
      };
    }, FIRST_BUILD_LIMIT);

    afterAll(async () => {
      await api.stop();
      await rm(account, { recursive: true });
    });

    beforeEach(async () => {
      simulator.setConfig('integrator', { 'forward-to': 'kubernetes' });
      await simulator.settle();
    });

    async function schedules(): Promise<Schedule[]> {
      const path = '/apis/velero.io/v1/namespaces/velero/schedules';
      const { body } = await ask<{ items: Schedule[] }>(api, { method: 'GET', path });
      return body.items;
    }

    it('applies a Schedule for each target, keeps it, changes it and deletes it', async () => {
      const first = publish('my-app', { include_namespaces: ['ns'], ttl: '30d' });
      publish('other-app', {});
      const record = await runIntegrator(env);
      expect(status()).toEqual({ status: 'active', message: '2 backup targets' });
      expect(
        record.log.filter(({ message }) => message.startsWith('applied Schedule')),
      ).toHaveLength(2);
      const applied = await schedules();
      expect(applied.map(({ spec }) => spec.template.ttl ?? null).sort()).toEqual([
        '720h0m0s',
        null,
      ]);

      expect((await runIntegrator(env)).log).toEqual([]);
      expect(await schedules()).toEqual(applied);

      simulator.setConfig('integrator', { schedule: '@daily' });
      await runIntegrator(env);
      expect((await schedules()).map(({ spec }) => spec.schedule)).toEqual(['@daily', '@daily']);

      simulator.removeRelation(first);
      await simulator.settle();
      await runIntegrator(env);
      expect(await schedules()).toHaveLength(1);

      simulator.setConfig('integrator', { schedule: '' });
      await runIntegrator(env);
      expect(await schedules()).toEqual([]);
    });

    it('keeps Schedules while a target is refused, and deletes them when config turns away', async () => {
      const relation = publish('my-app', { ttl: '1h' });
      await runIntegrator(env);
      const applied = await schedules();
      simulator.setDatabag(relation, 'my-app', { backup_targets: 'garbage' });
      await runIntegrator(env);
      expect(status().status).toBe('blocked');
      expect(await schedules()).toEqual(applied);
      simulator.setConfig('integrator', { 'forward-to': 'relation' });
      await runIntegrator(env);
      expect(await schedules()).toEqual([]);
    });

    it('leaves alone the Schedules of another integrator, however alike their names', async () => {
      const other = 'velero-integrator-in-production-b';
      simulator.addApplication(other, {
        charmDir: TYPESCRIPT_REQUIRER,
        config: { schedule: '@daily', 'forward-to': 'kubernetes' },
      });
      simulator.addApplication(other.replace(/b$/, 'a'), {
        charmDir: TYPESCRIPT_REQUIRER,
        config: { schedule: '@daily', 'forward-to': 'kubernetes' },
      });
      simulator.addApplication('theirs');
      const relation = simulator.relate('theirs:backup', `${other}:k8s-backup-target`);
      const entry = { app: 'theirs', relation_name: 'backup', model: 'production', spec: {} };
      simulator.setDatabag(relation, 'theirs', { backup_targets: JSON.stringify([entry]) });
      await simulator.settle();
      for (const app of [other, other.replace(/b$/, 'a')]) {
        const record = await runHook(simulator, `${app}/0`, 'update-status', {
          agent,
          extraEnv: env,
        });
        expect(record.succeeded).toBe(true);
      }
      expect(await schedules()).toHaveLength(1);
      simulator.removeRelation(relation);
      await simulator.settle();
      await runHook(simulator, `${other}/0`, 'update-status', { agent, extraEnv: env });
      expect(await schedules()).toEqual([]);
    });

    it('says when the API cannot be reached', async () => {
      publish('my-app', {});
      await runIntegrator({ ...env, KUBERNETES_SERVICE_PORT: '1' });
      expect(status()).toEqual({
        status: 'blocked',
        message: expect.stringContaining('the Kubernetes API cannot be reached: '),
      });
    });

    it('applies a target that has lost its last filter', async () => {
      const relation = publish('my-app', { ttl: '1h' });
      await runIntegrator(env);
      const entry = { app: 'my-app', relation_name: 'backup', model: 'production', spec: {} };
      simulator.setDatabag(relation, 'my-app', { backup_targets: JSON.stringify([entry]) });
      await runIntegrator(env);
      expect(status()).toEqual({ status: 'active', message: '1 backup target' });
      expect(await schedules()).toMatchObject([
        { spec: { template: { includedNamespaces: ['*'] } } },
      ]);
      simulator.removeRelation(relation);
      await simulator.settle();
      await runIntegrator(env);
      expect(await schedules()).toEqual([]);
    });

    it('applies a Backup by action, on the leader only', async () => {
      publish('my-app', { ttl: '1h' });
      await simulator.settle();
      const parameters = { app: 'my-app', endpoint: 'backup', model: 'production', apply: true };
      const { action } = await runAction(simulator, 'integrator/0', 'run-backup', parameters, {
        agent,
        extraEnv: env,
      });
      expect(action).toMatchObject({ failure: null, results: { applied: 'true' } });
      simulator.addUnit('integrator');
      const follower = await runAction(simulator, 'integrator/1', 'run-backup', parameters, {
        agent,
        extraEnv: env,
      });
      expect(follower.action?.failure).toBe('this unit is not the leader');
    });

    it('shows in status what the API refuses', async () => {
      publish('my-app', {});
      const wrong = await mkdtemp(join(await realpath(tmpdir()), 'service-account-'));
      await mountServiceAccount(wrong, { ...api, token: 'wrong' });
      await runIntegrator({ ...env, SERVICE_ACCOUNT_ROOT: wrong });
      await rm(wrong, { recursive: true });
      expect(status()).toEqual({
        status: 'blocked',
        message: expect.stringContaining(
          'the Kubernetes API answered 401: the service account is not accepted',
        ),
      });
    });
  },
);

/** Puts the service account's files where Kubernetes mounts them, below `root`. */
async function mountServiceAccount(root: string, { caData, token }: KubernetesApi): Promise<void> {
  const folder = join(root, 'var/run/secrets/kubernetes.io/serviceaccount');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'ca.crt'), caData);
  await writeFile(join(folder, 'token'), token);
  await writeFile(join(folder, 'namespace'), 'integrator');
}
