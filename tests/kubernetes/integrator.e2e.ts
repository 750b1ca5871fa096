import { JujuAgent } from '@k8s-backup-target/juju-testing';
import { managedByFor } from '@k8s-backup-target/velero';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inProcesses } from '../hooks/hook-runner.js';
import { Integrator, logOf } from '../hooks/integrator.js';
import { type IntegratorCharm, makeIntegratorCharm } from '../hooks/integrator-charm.js';
import { type MountedAccount, mountServiceAccount } from '../hooks/service-account.js';
import type { KubernetesObject } from './cluster-client.js';
import { permissionsOfReadme } from './readme-permissions.js';
import { type Cluster, type PolicyRule, startCluster } from './start.js';
import type { Velero } from './velero.js';
import { eventually } from './wait.js';

const SCHEDULES = '/apis/velero.io/v1/namespaces/velero/schedules';
const KUBERNETES = { 'forward-to': 'kubernetes' };

type ScheduleObject = KubernetesObject & {
  readonly spec: { readonly schedule: string; readonly template: object };
  readonly status?: { readonly phase?: string };
};

let cluster: Cluster;
let velero: Velero;
let agent: JujuAgent;
let account: MountedAccount;
let integrator: Integrator;
let accounts = 0;

beforeAll(async () => {
  cluster = await startCluster({ authorization: 'RBAC' });
  [velero, agent] = await Promise.all([cluster.startVelero(), JujuAgent.start()]);
  account = await accountWith(permissionsOfReadme());
  await cluster.api.create('/api/v1/namespaces', { metadata: { name: 'shop' } });
  await cluster.api.create('/api/v1/namespaces/shop/configmaps', { metadata: { name: 'web' } });
});

afterAll(async () => {
  await Promise.all([cluster?.close(), agent?.close(), account?.remove()]);
});

async function accountWith(rules: readonly PolicyRule[]): Promise<MountedAccount> {
  accounts += 1;
  const token = await cluster.serviceAccount('default', `charm-${accounts}`, rules, 'velero');
  return mountServiceAccount({ ...cluster, token });
}

const run = (unit = 'integrator/0', env = account.env) =>
  integrator.run('update-status', env, unit);
const schedules = () => cluster.api.list<ScheduleObject>(SCHEDULES);

async function onlySchedule(): Promise<ScheduleObject> {
  const [found, ...others] = await schedules();
  if (found === undefined || others.length > 0) throw new Error(`${others.length} others`);
  return found;
}

/** Waits until Velero has read a Schedule, which adds `skipImmediately` to its spec; returns what it made of it. */
function phaseOf(name: string): Promise<string> {
  return eventually(`Velero reads the Schedule ${name}`, async () => {
    const { status } = await cluster.api.get<ScheduleObject>(`${SCHEDULES}/${name}`);
    return status?.phase;
  });
}

/** The only Schedule, as it stays unless the integrator or a person changes it. */
async function settledSchedule(): Promise<ScheduleObject> {
  await phaseOf((await onlySchedule()).metadata.name);
  return onlySchedule();
}

/** A Backup of what a Schedule holds. */
async function backUp(name: string): Promise<readonly string[]> {
  const { spec } = await cluster.api.get<ScheduleObject>(`${SCHEDULES}/${name}`);
  const { keys, phase } = await velero.backup(`${name}-${Date.now()}`, spec.template);
  expect(phase).toBe('Completed');
  return keys;
}

describe.each(['typescript', 'python'] as const)('in %s', (language) => {
  let charm: IntegratorCharm;

  beforeAll(async () => {
    charm = await makeIntegratorCharm(language);
  });

  afterAll(() => charm.remove());

  beforeEach(async () => {
    integrator = new Integrator(inProcesses(agent), KUBERNETES, charm.folder);
    // The hook that remembers the namespace makes no Schedule there.
    await run();
  });

  afterEach(() => cluster.api.remove(SCHEDULES));

  describe('the permissions that the README names', () => {
    const everything = permissionsOfReadme();
    const single = everything.flatMap((rule) =>
      rule.verbs.map((verb) => [verb, rule.resources.join(), rule] as const),
    );

    it.each(single)(
      'are all needed: without %s of %s something is refused',
      async (verb, of, rule) => {
        const rest = { ...rule, verbs: rule.verbs.filter((other) => other !== verb) };
        const others = everything.map((kept) => (kept === rule ? rest : kept));
        const less = await accountWith(others.filter(({ verbs }) => verbs.length > 0));
        const relation = integrator.publish('my-app', { include_namespaces: ['shop'] });
        await run('integrator/0', less.env);
        const parameters = { app: 'my-app', endpoint: 'backup', model: 'production', apply: true };
        const backup = await integrator.act('run-backup', parameters, less.env);
        if (of === 'backups') expect(backup.failure).toMatch(/403/);
        else expect(backup.failure).toBeNull();
        const statuses = [integrator.status()];
        integrator.republish(relation, 'my-app', {});
        await run('integrator/0', less.env);
        statuses.push(integrator.status());
        integrator.simulator.removeRelation(relation);
        await run('integrator/0', less.env);
        statuses.push(integrator.status());
        if (of === 'schedules') expect(statuses.join('\n')).toContain('answered 403');
        else expect(statuses.join('\n')).not.toContain('403');
        await less.remove();
      },
    );
  });

  describe('an integrator on a real cluster', () => {
    it('makes Schedules that Velero takes, and keeps the good next to a broken target', async () => {
      integrator.publish('my-app', { include_namespaces: ['shop'], ttl: '30d' });
      const broken = integrator.publish('broken', { ttl: '1h' });
      integrator.republish(broken, 'broken', { ttl: '30 days' });
      await run();
      const { metadata } = await onlySchedule();
      expect(metadata.labels?.['app']).toBe('my-app');
      expect(await phaseOf(metadata.name)).toBe('Enabled');
      expect(await backUp(metadata.name)).toEqual(['configmaps/shop/web', 'namespaces//shop']);
      expect(integrator.status()).toMatch(/^blocked: .*broken/);
    });

    it('keeps what a target had when it breaks later, and Velero goes on', async () => {
      const relation = integrator.publish('my-app', { include_namespaces: ['shop'] });
      await run();
      const before = await settledSchedule();
      integrator.republish(relation, 'my-app', { include_namespaces: ['*', 'shop'] });
      await run();
      const { metadata, spec } = await onlySchedule();
      expect([metadata.uid, spec]).toEqual([before.metadata.uid, before.spec]);
      expect(await backUp(metadata.name)).toContain('configmaps/shop/web');
    });

    it('takes the Schedule of a withdrawn target away, and leaves its Backups', async () => {
      const relation = integrator.publish('my-app', { include_namespaces: ['shop'] });
      await run();
      const { metadata } = await onlySchedule();
      await backUp(metadata.name);
      integrator.simulator.removeRelation(relation);
      await run();
      expect(await schedules()).toEqual([]);
      const backups = await cluster.api.list('/apis/velero.io/v1/namespaces/velero/backups');
      expect(backups.some((backup) => backup.metadata.name.startsWith(metadata.name))).toBe(true);
    });

    it("leaves a person's Schedule of the same name as it is", async () => {
      integrator.publish('my-app', { include_namespaces: ['shop'] });
      await run();
      const { metadata, spec } = await onlySchedule();
      await cluster.api.remove(`${SCHEDULES}/${metadata.name}`);
      await cluster.api.create(SCHEDULES, {
        apiVersion: 'velero.io/v1',
        kind: 'Schedule',
        metadata: { name: metadata.name },
        spec: { ...spec, schedule: '@yearly' },
      });
      const theirs = await settledSchedule();
      await run();
      const kept = await onlySchedule();
      expect([kept.metadata.uid, kept.spec]).toEqual([theirs.metadata.uid, theirs.spec]);
      expect(kept.metadata.labels ?? {}).toEqual({});
      expect(integrator.status()).toContain('was made by someone else and stays as it is');
    });

    it('does not take a Schedule from another integrator, until that one lets go', async () => {
      integrator.deploy('second', KUBERNETES);
      await run('second/0');
      integrator.publish('my-app', { include_namespaces: ['shop'] });
      await run();
      const { simulator, modelUuid } = integrator;
      const relation = simulator.relate('my-app:backup', 'second:k8s-backup-target');
      integrator.republish(relation, 'my-app', { include_namespaces: ['shop'], ttl: '1h' });
      await run('second/0');
      const first = managedByFor({ app: 'integrator', modelUuid });
      expect((await onlySchedule()).metadata.labels?.['managed-by']).toBe(first);
      expect(integrator.status('second/0')).toContain(`belongs to ${first}`);
      await integrator.act('remove-schedules', {}, account.env);
      await run('second/0');
      const second = managedByFor({ app: 'second', modelUuid });
      const { metadata } = await onlySchedule();
      expect(metadata.labels?.['managed-by']).toBe(second);
      expect(await phaseOf(metadata.name)).toBe('Enabled');
    });

    it('changes nothing because Velero was killed and started again', async () => {
      integrator.publish('my-app', { include_namespaces: ['shop'] });
      await run();
      const before = await settledSchedule();
      await velero.kill();
      expect(logOf(await run())).toEqual([]);
      await velero.restart();
      const { metadata, spec } = await onlySchedule();
      expect([metadata.uid, spec]).toEqual([before.metadata.uid, before.spec]);
      expect(await backUp(metadata.name)).toContain('configmaps/shop/web');
    });

    it('waits for an API that is down, and does then what was due', async () => {
      const gone = integrator.publish('my-app', { include_namespaces: ['shop'] });
      await run();
      integrator.simulator.removeRelation(gone);
      integrator.publish('other-app', {});
      await cluster.takeDown();
      await run();
      expect(integrator.status()).toMatch(/^blocked: .*the Kubernetes API cannot be reached/);
      await cluster.bringUp();
      await run();
      expect((await onlySchedule()).metadata.labels?.['app']).toBe('other-app');
      expect(integrator.status()).toMatch(/^active: 1 backup target/);
    });

    it('gives up on an API that answers nothing, within its time limit', async () => {
      integrator.publish('my-app', { include_namespaces: ['shop'] });
      integrator.simulator.setConfig('integrator', { 'kubernetes-timeout': 1 });
      cluster.freeze();
      try {
        await run();
      } finally {
        cluster.thaw();
      }
      expect(integrator.status()).toMatch(/^blocked: .*no answer within 1 s/);
      // The API has a backlog now: it gets its time.
      integrator.simulator.setConfig('integrator', { 'kubernetes-timeout': 600 });
      await run();
      await onlySchedule();
    });
  });
});
