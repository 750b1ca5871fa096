/** The integrator of one language where it is turned to the Kubernetes API without a pod, and its actions. */
import type { Relation } from '@k8s-backup-target/juju-testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunHook } from '../hook-runner.js';
import { Integrator } from '../integrator.js';
import { expectFitting, publishMany } from './many-targets.js';

/** The integrator as one charm. */
interface Charm {
  readonly folder: string;
  readonly run: RunHook;
}

export function outsidePod(charm: () => Charm): void {
  describe('forwarding over velero-backup, next to the Kubernetes API', () => {
    let integrator: Integrator;
    let velero: Relation;

    beforeEach(() => {
      const { run, folder } = charm();
      integrator = new Integrator(run, {}, folder);
      integrator.simulator.addApplication('velero');
      velero = integrator.simulator.relate(
        'integrator:velero-backup',
        'velero:velero-backup-config',
      );
    });

    describe('turned to the Kubernetes API', () => {
      it('stays forwarded until the API has taken over, and says so', async () => {
        integrator.publish('my-app', {});
        await integrator.run();
        integrator.simulator.setConfig('integrator', { 'forward-to': 'kubernetes' });
        await integrator.run();
        expect(integrator.simulator.databag(velero, 'integrator')['spec']).toContain('"0 2 * * *"');
        expect(integrator.status()).toBe(
          'blocked: 1 backup target; there is no Kubernetes API: the charm does not run in a pod (and 1 more)',
        );
      });
    });

    it.each([
      ['forward-to', ''],
      ['kubernetes-timeout', 1],
      ['kubernetes-timeout', 600],
    ])('forwards with %s %j', async (option, value) => {
      integrator.publish('my-app', {});
      integrator.simulator.setConfig('integrator', { [option]: value });
      await integrator.run();
      expect(integrator.status()).toBe('active: 1 backup target; Schedule: 0 2 * * *');
    });

    it.each([
      ['forward-to', 'somewhere', /config forward-to is "somewhere": use relation or kubernetes/],
      ['kubernetes-timeout', 0, /config kubernetes-timeout is 0: use 1 to 600 seconds/],
      ['kubernetes-timeout', 601, /config kubernetes-timeout is 601: use 1 to 600 seconds/],
    ])('shows a broken %s (%s) in status and forwards nothing', async (option, value, status) => {
      integrator.publish('my-app', {});
      integrator.simulator.setConfig('integrator', { [option]: value });
      await integrator.run();
      expect(integrator.status()).toMatch(status);
      expect(integrator.simulator.databag(velero, 'integrator')).toEqual({});
    });
  });
}

export function actionsOfIntegrator(charm: () => Charm): void {
  describe('actions', () => {
    let integrator: Integrator;
    const parameters = { app: 'my-app', endpoint: 'backup', model: 'production' };

    beforeEach(() => {
      const { run, folder } = charm();
      integrator = new Integrator(run, {}, folder);
    });

    it('preview-manifests shows Schedules, refused targets and findings', async () => {
      integrator.publish('my-app', { ttl: '30d' });
      integrator.publish('odd', { include_namespaces: ['*', 'a'] });
      const { results } = await integrator.act('preview-manifests');
      expect(JSON.parse(String(results['manifests']))).toMatchObject({
        kind: 'List',
        items: [
          { kind: 'Schedule', spec: { schedule: '0 2 * * *', template: { ttl: '720h0m0s' } } },
        ],
      });
      expect(results['refused']).toMatch(/^odd in k8s-backup-target:\d+: invalid-target: /);
      expect(results['findings']).toContain('error in odd (endpoint backup, model production)');
    });

    it('preview-manifests shows Backups where no schedule is set', async () => {
      integrator.publish('my-app', {});
      integrator.simulator.setConfig('integrator', { schedule: '' });
      const { results } = await integrator.act('preview-manifests');
      expect(JSON.parse(String(results['manifests']))).toMatchObject({
        items: [{ kind: 'Backup' }],
      });
    });

    it('preview-manifests fails with the fault in config', async () => {
      integrator.simulator.setConfig('integrator', { schedule: 'never' });
      expect((await integrator.act('preview-manifests')).failure).toMatch(/^config schedule /);
    });

    it('run-backup prints the Backup of one target', async () => {
      integrator.publish('my-app', { ttl: '1d12h' });
      const { results } = await integrator.act('run-backup', parameters);
      expect(results['applied']).toBe('false');
      expect(JSON.parse(String(results['manifest']))).toMatchObject({
        kind: 'Backup',
        metadata: { name: expect.stringMatching(/-\d{14}$/), namespace: 'velero' },
        spec: { ttl: '36h0m0s' },
      });
    });

    it('run-backup fails for a target that is not there, or that Velero would refuse', async () => {
      integrator.publish('odd', { include_namespaces: ['*', 'a'] });
      const missing = await integrator.act('run-backup', parameters);
      expect(missing.failure).toBe(
        'no backup target of my-app on endpoint backup in model production',
      );
      const refused = await integrator.act('run-backup', { ...parameters, app: 'odd' });
      expect(refused.failure).toMatch(/^invalid-target: /);
    });

    it('preview-manifests names every fault in config', async () => {
      integrator.simulator.setConfig('integrator', { schedule: 'never', 'forward-to': 'mars' });
      expect((await integrator.act('preview-manifests')).failure).toMatch(
        /^config schedule .*; config forward-to is "mars": /,
      );
    });

    it('preview-manifests judges for the release that it is given', async () => {
      integrator.publish('my-app', {});
      const asked = { 'velero-version': 'x' };
      expect((await integrator.act('preview-manifests', asked)).failure).toContain('"x"');
    });

    it('preview-manifests shows as many manifests as Juju takes, and how many it leaves out', async () => {
      const relation = integrator.publish('my-app', {});
      const entries = Array.from({ length: 300 }, (_, index) => ({
        app: 'my-app',
        relation_name: `endpoint-${index}`,
        model: 'production',
        spec: {},
      }));
      const text = JSON.stringify(entries);
      integrator.simulator.setDatabag(relation, 'my-app', { backup_targets: text });
      const { results } = await integrator.act('preview-manifests');
      const { apiVersion, kind, items } = JSON.parse(String(results['manifests']));
      expect([apiVersion, kind]).toEqual(['v1', 'List']);
      expect(results['left-out']).toBe(`(${300 - items.length} more)`);
      integrator.republish(relation, 'my-app', {});
      expect((await integrator.act('preview-manifests')).results).not.toHaveProperty('left-out');
    });

    it('preview-manifests shows as much of 2,500 targets as Juju takes', async () => {
      publishMany(integrator);
      expectFitting(await integrator.act('preview-manifests'));
    });

    describe.each(['remove-schedules', 'restore-schedules', 'forget-relation'])('%s', (action) => {
      let parameters: Readonly<Record<string, unknown>>;

      beforeEach(async () => {
        const related = integrator.publish('my-app', {});
        parameters = action === 'forget-relation' ? { relation: related.ids['integrator'] } : {};
        await integrator.run();
        integrator.simulator.forgetRelation(related);
      });

      it('fails on a unit that does not lead', async () => {
        integrator.simulator.addUnit('integrator');
        integrator.simulator.setLeader('integrator', 'integrator/1');
        expect(await integrator.act(action, parameters)).toMatchObject({
          failure: 'this unit is not the leader',
          results: {},
        });
      });

      it('fails while the peer relation cannot be read', async () => {
        const [peers] = integrator.simulator.relations;
        if (peers === undefined) throw new Error('there is no peer relation');
        integrator.simulator.forgetRelation(peers);
        expect(await integrator.act(action, parameters)).toMatchObject({
          failure:
            'the peer relation cannot be read, which holds what was forwarded: nothing is changed until it can',
          results: {},
        });
      });
    });

    describe('forget-relation', () => {
      it('says which relation it forgot', async () => {
        const related = integrator.publish('my-app', {});
        const relation = related.ids['integrator'] ?? '';
        integrator.simulator.forgetRelation(related);
        const { failure, results } = await integrator.act('forget-relation', { relation });
        expect([failure, results]).toEqual([null, { forgotten: relation }]);
      });

      it('forgets no relation that can be read', async () => {
        const { ids } = integrator.publish('my-app', {});
        const { failure } = await integrator.act('forget-relation', {
          relation: ids['integrator'],
        });
        expect(failure).toBe(
          `${ids['integrator']} is not a relation that Juju lists and cannot be read; none is`,
        );
      });

      it('names every relation that it could forget', async () => {
        const all = ['one', 'two'].map((app) => integrator.publish(app, {}));
        for (const related of all) integrator.simulator.forgetRelation(related);
        const { failure } = await integrator.act('forget-relation', { relation: 'x' });
        const names = all.map(({ ids }) => ids['integrator']).join(', ');
        expect(failure).toMatch(new RegExp(`; these are: ${names}$`));
      });
    });

    describe('remove-schedules', () => {
      let velero: Relation;

      beforeEach(() => {
        integrator.simulator.addApplication('velero');
        velero = integrator.simulator.relate(
          'integrator:velero-backup',
          'velero:velero-backup-config',
        );
      });

      it('is to be run again where a databag cannot be read', async () => {
        integrator.simulator.forgetRelation(velero);
        const { failure } = await integrator.act('remove-schedules');
        expect(failure).toMatch(/^run it again: velero-backup:\d+ cannot be read, /);
      });

      it('withdraws nothing where nothing is forwarded', async () => {
        const { failure, results } = await integrator.act('remove-schedules');
        expect([failure, results]).toEqual([null, { removed: '' }]);
        expect(integrator.simulator.databag(velero, 'integrator')).toEqual({});
      });

      it('withdraws everything until restore-schedules', async () => {
        integrator.publish('my-app', {});
        await integrator.run();
        const { failure, results } = await integrator.act('remove-schedules');
        expect(failure).toBeNull();
        expect(results['removed']).toMatch(/^withdrew my-app .* from velero-backup:\d+$/);
        await integrator.run('update-status');
        expect(integrator.status()).toMatch(
          /^blocked: 1 backup target; all Schedules were removed/,
        );
        expect(integrator.simulator.databag(velero, 'integrator')['spec']).toContain(
          '"schedule":null',
        );
        await integrator.act('restore-schedules');
        expect(integrator.simulator.databag(velero, 'integrator')['spec']).toContain('"0 2 * * *"');
      });
    });
  });
}
