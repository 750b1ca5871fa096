import { managedByFor, type Schedule } from '@k8s-backup-target/velero';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, type Connection } from '../../kubernetes-api/client.js';
import type { RunHook } from '../hook-runner.js';
import { Integrator, logOf } from '../integrator.js';
import { type MountedAccount, mountServiceAccount } from '../service-account.js';

type Stored = Schedule & { readonly metadata: { readonly uid: string } };

const SCHEDULES = '/apis/velero.io/v1/namespaces/velero/schedules';
const KUBERNETES = { 'forward-to': 'kubernetes' };

/** The integrator as one charm, and the Kubernetes API that it forwards to. */
export interface KubernetesCharm {
  readonly folder: string;
  readonly run: RunHook;
  readonly api: Connection;
}

/** Forwards through a Kubernetes API that stores Schedules. */
export function forwardingThroughKubernetes(title: string, charm: () => KubernetesCharm): void {
  describe(title, () => {
    let api: Connection;
    let account: MountedAccount;
    let integrator: Integrator;

    beforeAll(async () => {
      ({ api } = charm());
      // A token file may end in a line break, which no header takes.
      account = await mountServiceAccount({ ...api, token: `${api.token}\n` });
    });

    afterAll(() => account.remove());

    beforeEach(async () => {
      const { folder, run: runHook } = charm();
      integrator = new Integrator(runHook, KUBERNETES, folder);
      // The hook that remembers the namespace makes no Schedule there.
      await run();
    });

    afterEach(async () => {
      for (const namespace of ['velero', 'velero-2']) {
        const path = `/apis/velero.io/v1/namespaces/${namespace}/schedules`;
        await ask(api, { method: 'DELETE', path });
      }
    });

    async function schedules(namespace = 'velero'): Promise<readonly Stored[]> {
      const path = `/apis/velero.io/v1/namespaces/${namespace}/schedules`;
      const { body } = await ask<{ items: Stored[] }>(api, { method: 'GET', path });
      return body.items;
    }

    async function patch(name: string, body: unknown): Promise<void> {
      const contentType = 'application/merge-patch+json';
      const { status } = await ask(api, {
        method: 'PATCH',
        path: `${SCHEDULES}/${name}`,
        contentType,
        body,
      });
      expect(status).toBe(200);
    }

    const run = (hook = 'config-changed', unit = 'integrator/0') =>
      integrator.run(hook, account.env, unit);

    it('creates a Schedule for each target, keeps it, changes it and deletes it', async () => {
      const first = integrator.publish('my-app', { include_namespaces: ['ns'], ttl: '30d' });
      integrator.publish('other-app', {});
      const record = await run();
      expect(integrator.status()).toBe('active: 2 backup targets; Schedule: 0 2 * * *');
      expect(logOf(record).map((message) => message.replace(/ [^ ]*$/, ''))).toEqual([
        'created Schedule',
        'created Schedule',
      ]);
      const created = await schedules();
      expect(created.map(({ spec }) => spec.template.ttl ?? null).sort()).toEqual([
        '720h0m0s',
        null,
      ]);

      expect(logOf(await run())).toEqual([]);
      expect(await schedules()).toEqual(created);

      integrator.simulator.setConfig('integrator', { schedule: '@daily' });
      await run();
      const updated = await schedules();
      expect(updated.map(({ spec }) => spec.schedule)).toEqual(['@daily', '@daily']);
      expect(uids(updated)).toEqual(uids(created));

      integrator.simulator.removeRelation(first);
      await run();
      expect(await schedules()).toHaveLength(1);

      integrator.simulator.setConfig('integrator', { schedule: '' });
      await run();
      expect(await schedules()).toEqual([]);
    });

    describe('a Schedule of the same name that is not ours', () => {
      async function foreign(labels: Readonly<Record<string, string>>): Promise<Stored> {
        integrator.publish('my-app', {});
        await run();
        const [ours] = await schedules();
        if (ours === undefined) throw new Error('no Schedule was created');
        const { name, namespace } = ours.metadata;
        await ask(api, { method: 'DELETE', path: `${SCHEDULES}/${name}` });
        const body = { ...ours, metadata: { name, namespace, labels } };
        await ask(api, { method: 'POST', path: SCHEDULES, contentType: 'application/json', body });
        const [theirs] = await schedules();
        if (theirs === undefined) throw new Error('no Schedule was created');
        return theirs;
      }

      it('stays as it is when a person made it', async () => {
        const theirs = await foreign({});
        integrator.simulator.setConfig('integrator', { schedule: '@daily' });
        await run();
        expect(await schedules()).toEqual([theirs]);
        expect(integrator.status()).toMatch(
          /^blocked: 1 backup target; Schedule my-app-\w+ in namespace velero was made by someone else and stays as it is; to hand it over, /,
        );
        const { results } = await integrator.act('list-targets', {}, account.env);
        expect(results['targets']).toMatch(
          /held back: Schedule my-app-\w+ belongs to someone else$/,
        );
      });

      it('names the other integrator, and is taken over once that one has let go', async () => {
        integrator.deploy('other', KUBERNETES);
        await run('config-changed', 'other/0');
        integrator.publish('my-app', {});
        await run();
        const relation = integrator.simulator.relate('my-app:backup', 'other:k8s-backup-target');
        integrator.republish(relation, 'my-app', { ttl: '1h' });
        await run('config-changed', 'other/0');
        const owner = managedByFor({ app: 'integrator', modelUuid: integrator.modelUuid });
        expect(integrator.status('other/0')).toContain(` belongs to ${owner} and stays as it is`);
        expect((await schedules()).map(({ spec }) => spec.template.ttl ?? null)).toEqual([null]);

        await integrator.act('remove-schedules', {}, account.env);
        expect(await schedules()).toEqual([]);
        await run('update-status', 'other/0');
        expect((await schedules()).map(({ spec }) => spec.template.ttl)).toEqual(['1h0m0s']);
        await run('update-status');
        expect(integrator.status()).toContain('all Schedules were removed by the action');
        expect(await schedules()).toHaveLength(1);
      });
    });

    it('takes over what 0.1.0 made, with the same uids', async () => {
      integrator.publish('my-app', { include_namespaces: ['ns'], ttl: '30d' });
      const [name, body] = scheduleOf010(integrator.modelUuid);
      await ask(api, {
        method: 'PATCH',
        path: `${SCHEDULES}/${name}`,
        query: { fieldManager: 'integrator', force: 'true' },
        contentType: 'application/apply-patch+yaml',
        body,
      });
      const before = await schedules();
      await run('upgrade-charm');
      const after = await schedules();
      expect(uids(after)).toEqual(uids(before));
      expect(after.map(({ metadata }) => metadata.name)).toEqual([name]);
      expect(after[0]?.metadata.annotations['k8s-backup-target/relation']).toMatch(/:\d+$/);
      integrator.republish(integrator.relationOf('my-app'), 'my-app', {
        exclude_resources: ['pods'],
      });
      await run();
      expect((await schedules())[0]?.spec.template).toEqual({ excludedResources: ['pods'] });
    });

    it("keeps a person's pause, and shows it", async () => {
      const relation = integrator.publish('my-app', {});
      await run();
      const name = (await schedules())[0]?.metadata.name ?? '';
      await patch(name, { spec: { paused: true } });
      integrator.republish(relation, 'my-app', { ttl: '1h' });
      await run();
      expect((await schedules())[0]?.spec).toMatchObject({
        paused: true,
        template: { ttl: '1h0m0s' },
      });
      expect(integrator.status()).toBe(
        `active: 1 backup target; Schedule: 0 2 * * *; Schedule ${name} was paused by hand and stays paused`,
      );
    });

    describe('while a target is refused', () => {
      it("keeps that relation's Schedules and cleans up the others", async () => {
        const broken = integrator.publish('my-app', { ttl: '1h' });
        const gone = integrator.publish('other-app', {});
        await run();
        integrator.simulator.setDatabag(broken, 'my-app', { backup_targets: 'garbage' });
        integrator.simulator.removeRelation(gone);
        await run();
        expect(integrator.status()).toMatch(/^blocked: /);
        const kept = await schedules();
        expect(kept.map(({ metadata }) => metadata.labels['app'])).toEqual(['my-app']);
      });

      it('keeps a Schedule whose target Velero would refuse', async () => {
        const relation = integrator.publish('my-app', {});
        await run();
        integrator.republish(relation, 'my-app', { include_namespaces: ['*', 'a'] });
        await run();
        expect(await schedules()).toHaveLength(1);
        expect(integrator.status()).toContain('invalid-target: ');
      });
    });

    describe('one bad object', () => {
      it('that is too large is not sent, and hides no other', async () => {
        integrator.publish('large', namespaces(1_600_000));
        integrator.publish('my-app', {});
        await run();
        expect((await schedules()).map(({ metadata }) => metadata.labels['app'])).toEqual([
          'my-app',
        ]);
        expect(integrator.status()).toMatch(
          /^blocked: 2 backup targets; Schedule large-\w+ is not created: it has \d+ bytes and a cluster stores at most 1572864/,
        );
      });

      it('that the cluster cannot store is named, and hides no other', async () => {
        integrator.publish('large', namespaces(1_572_200));
        integrator.publish('my-app', {});
        await run();
        expect((await schedules()).map(({ metadata }) => metadata.labels['app'])).toEqual([
          'my-app',
        ]);
        expect(integrator.status()).toMatch(
          /^blocked: 2 backup targets; Schedule large-\w+ is not created: the Kubernetes API answered \d+: /,
        );
      });
    });

    describe('unfinished work', () => {
      it('in a namespace that config has left is done once the API answers', async () => {
        integrator.publish('my-app', {});
        await run();
        integrator.simulator.setConfig('integrator', { 'velero-namespace': 'velero-2' });
        await integrator.run('config-changed', { ...account.env, KUBERNETES_SERVICE_PORT: '1' });
        expect(integrator.status()).toContain('the Kubernetes API cannot be reached: ');
        integrator.simulator.addUnit('integrator');
        integrator.simulator.setLeader('integrator', 'integrator/1');
        await run('leader-elected', 'integrator/1');
        expect(await schedules()).toEqual([]);
        expect(await schedules('velero-2')).toHaveLength(1);
        expect(integrator.status('integrator/1')).toMatch(/^active: /);
      });

      it('when config turns to the relation is retried in every hook', async () => {
        integrator.publish('my-app', {});
        await run();
        integrator.simulator.addApplication('velero');
        integrator.simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
        integrator.simulator.setConfig('integrator', { 'forward-to': 'relation' });
        await integrator.run('config-changed', { ...account.env, KUBERNETES_SERVICE_PORT: '1' });
        expect(integrator.status()).toMatch(
          /^blocked: 1 backup target; Schedules stay in namespace velero: the Kubernetes API cannot be reached/,
        );
        await run('update-status');
        expect(await schedules()).toEqual([]);
        expect(integrator.status()).toBe('active: 1 backup target; Schedule: 0 2 * * *');
      });

      it('leaves the Schedules until the relation is known to last', async () => {
        integrator.publish('my-app', {});
        await run();
        integrator.simulator.addApplication('velero');
        const velero = integrator.simulator.relate('integrator:velero-backup', 'velero:backups');
        await integrator.runWaiting('velero-backup-relation-created', account.env);
        integrator.simulator.removeRelation(velero);
        for (const change of [{ 'forward-to': 'relation' }, { 'kubernetes-timeout': 4 }]) {
          integrator.simulator.setConfig('integrator', change);
          await integrator.runWaiting('config-changed', account.env);
          expect(await schedules()).toHaveLength(1);
          expect(integrator.status()).toBe(
            'active: 1 backup target; Schedule: 0 2 * * *; Schedules stay in namespace velero until the next update-status',
          );
        }
        await run('update-status');
        expect(await schedules()).toHaveLength(1);
        expect(integrator.status()).toMatch(/Missing relation: velero-backup/);
        integrator.simulator.relate('integrator:velero-backup', 'velero:backups');
        await run('update-status');
        expect(await schedules()).toHaveLength(1);
        await run('update-status');
        expect(await schedules()).toEqual([]);
        expect(integrator.status()).toBe('active: 1 backup target; Schedule: 0 2 * * *');
      });

      it('waits for the relation, so nothing is without backups', async () => {
        integrator.publish('my-app', {});
        await run();
        integrator.simulator.setConfig('integrator', { 'forward-to': 'relation' });
        await run();
        expect(await schedules()).toHaveLength(1);
        expect(integrator.status()).toBe(
          'blocked: 1 backup target; Missing relation: velero-backup (and 1 more)',
        );
      });
    });

    it('takes over from the relation, and leaves it afterwards', async () => {
      integrator.simulator.addApplication('velero');
      const velero = integrator.simulator.relate(
        'integrator:velero-backup',
        'velero:velero-backup-config',
      );
      integrator.simulator.setConfig('integrator', { 'forward-to': 'relation' });
      integrator.publish('my-app', {});
      await run();
      integrator.simulator.setConfig('integrator', { 'forward-to': 'kubernetes' });
      await run();
      expect(integrator.status()).toMatch(
        /^blocked: 1 backup target; my-app .* stays forwarded over velero-backup until its Schedule/,
      );
      await run('update-status');
      expect(await schedules()).toHaveLength(1);
      const { app, spec } = integrator.simulator.databag(velero, 'integrator');
      expect([app, spec]).toEqual(['my-app', expect.stringContaining('"schedule":null')]);
      expect(integrator.status()).toBe('active: 1 backup target; Schedule: 0 2 * * *');
    });

    it('deletes in relation-broken what the relation asked for, on a unit that stays', async () => {
      const relation = integrator.publish('my-app', {});
      await run();
      integrator.simulator.removeRelation(relation);
      await integrator.runWaiting('k8s-backup-target-relation-departed', account.env);
      await integrator.runWaiting('k8s-backup-target-relation-broken', account.env);
      expect(await schedules()).toEqual([]);
    });

    it('deletes nothing in relation-broken on a unit that is removed', async () => {
      integrator.publish('my-app', {});
      integrator.simulator.addUnit('integrator');
      await run();
      integrator.simulator.removeUnit('integrator/0');
      await integrator.runWaiting('k8s-backup-target-relation-departed', account.env);
      await integrator.runWaiting('k8s-backup-target-relation-broken', account.env);
      expect(await schedules()).toHaveLength(1);
      integrator.simulator.setLeader('integrator', 'integrator/1');
      await run('leader-elected', 'integrator/1');
      expect(await schedules()).toHaveLength(1);
    });

    it('leaves alone the Schedules of another integrator, however alike their names', async () => {
      const [one, other] = ['a', 'b'].map((end) => `velero-integrator-in-production-${end}`);
      if (one === undefined || other === undefined) throw new Error('two names');
      integrator.deploy(one, KUBERNETES);
      integrator.deploy(other, KUBERNETES);
      await run('config-changed', `${other}/0`);
      const relation = integrator.publish('theirs', {}, other);
      await run('update-status', `${other}/0`);
      await run('update-status', `${one}/0`);
      expect(await schedules()).toHaveLength(1);
      integrator.simulator.removeRelation(relation);
      await run('update-status', `${other}/0`);
      expect(await schedules()).toEqual([]);
    });

    it('shows in status what the API refuses, without the token', async () => {
      integrator.publish('my-app', {});
      const wrong = await mountServiceAccount({ ...api, token: 'a secret\nthat is wrong' });
      await integrator.run('config-changed', wrong.env);
      await wrong.remove();
      expect(integrator.status()).toMatch(/^blocked: 1 backup target; the Kubernetes API /);
      expect(integrator.status()).not.toContain('secret');
    });

    it('creates a Backup by action, on the leader only', async () => {
      integrator.publish('my-app', { ttl: '1h' });
      const parameters = { app: 'my-app', endpoint: 'backup', model: 'production', apply: true };
      const action = await integrator.act('run-backup', parameters, account.env);
      expect(action).toMatchObject({ failure: null, results: { applied: 'true' } });
      integrator.simulator.addUnit('integrator');
      integrator.simulator.setLeader('integrator', 'integrator/1');
      const follower = await integrator.act('run-backup', parameters, account.env);
      expect(follower.failure).toBe('this unit is not the leader');
    });
  });
}

function uids(schedules: readonly Stored[]): readonly string[] {
  return schedules.map(({ metadata }) => metadata.uid);
}

/** A spec of about so many bytes. */
function namespaces(bytes: number): object {
  const name = 'a'.repeat(60);
  const count = Math.floor(bytes / (name.length + 3));
  return {
    include_namespaces: Array.from({ length: count }, (_, index) =>
      `${index}`.padStart(name.length, 'a'),
    ),
  };
}

/** The Schedule that the integrator of 0.1.0 applied, as it wrote it. */
function scheduleOf010(modelUuid: string): [string, object] {
  const name = 'my-app-6ctrrm5dvttvu7zbk7nla2egoc';
  return [
    name,
    {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: {
        name,
        namespace: 'velero',
        labels: {
          app: 'my-app',
          endpoint: 'backup',
          model: 'production',
          'managed-by': managedByFor({ app: 'integrator', modelUuid }),
        },
        annotations: {
          'k8s-backup-target/app': 'my-app',
          'k8s-backup-target/endpoint': 'backup',
          'k8s-backup-target/model': 'production',
        },
      },
      spec: {
        schedule: '0 2 * * *',
        template: { includedNamespaces: ['ns'], ttl: '720h0m0s' },
        paused: false,
        skipImmediately: false,
        useOwnerReferencesInBackup: false,
      },
    },
  ];
}
