/** Forwarding over `velero-backup`, with the integrator of one language. */
import type { Relation } from '@k8s-backup-target/juju-testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunHook } from '../hook-runner.js';
import { Integrator, logOf } from '../integrator.js';
import { VeleroOperator } from '../velero-operator.js';
import { expectFitting, publishMany } from './many-targets.js';

/** The integrator as one charm, and where it is related. */
export interface RelatedCharm {
  readonly folder: string;
  readonly run: RunHook;
  /** The charm at `velero-backup`; default: an application without one. */
  readonly veleroDir?: string;
}

export function forwardingOverRelation(title: string, charm: () => RelatedCharm): void {
  describe(title, () => {
    let integrator: Integrator;
    let velero: Relation;

    beforeEach(() => {
      const { run, folder, veleroDir } = charm();
      integrator = new Integrator(run, {}, folder);
      const velerosCharm = veleroDir === undefined ? {} : { charmDir: veleroDir };
      integrator.simulator.addApplication('velero', velerosCharm);
      velero = integrator.simulator.relate(
        'integrator:velero-backup',
        'velero:velero-backup-config',
      );
    });

    function forwarded(): { app: string | undefined; schedule: unknown } {
      const { app, spec = '{}' } = integrator.simulator.databag(velero, 'integrator');
      return { app, schedule: JSON.parse(spec).schedule };
    }

    function ttl(): unknown {
      const { spec = '{}' } = integrator.simulator.databag(velero, 'integrator');
      return JSON.parse(spec).ttl;
    }

    it('writes what velero-operator reads, with a ttl that Velero takes', async () => {
      const spec = { include_namespaces: ['ns'], label_selector: { app: 'web' }, ttl: '30d' };
      integrator.publish('my-app', spec);
      await integrator.run();
      expect(integrator.status()).toBe('active: 1 backup target; Schedule: 0 2 * * *');
      expect(JSON.parse(integrator.simulator.databag(velero, 'integrator')['spec'] ?? '')).toEqual({
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

    it('logs what it forwards and withdraws', async () => {
      const relation = integrator.publish('my-app', {});
      const key = 'my-app on endpoint backup in model production';
      expect(logOf(await integrator.run())).toEqual([
        `forwarded ${key} to ${velero.ids['integrator']}`,
      ]);
      integrator.simulator.removeRelation(relation);
      expect(logOf(await integrator.run())).toEqual([
        `withdrew ${key} from ${velero.ids['integrator']}`,
      ]);
    });

    it('writes nothing the second time', async () => {
      integrator.publish('my-app', {});
      await integrator.run();
      const again = await integrator.run();
      expect(again.changes).toEqual([]);
      expect(again.commands.map(({ command }) => command)).not.toContain('relation-set');
    });

    describe('with several targets', () => {
      it('forwards none, and says why', async () => {
        integrator.publish('my-app', {});
        integrator.publish('other-app', {});
        await integrator.run();
        expect(integrator.status()).toMatch(
          /^blocked: 2 backup targets; velero-backup holds one target per relation, and 2 ask for it: .*my-app .*other-app /,
        );
        expect(integrator.simulator.databag(velero, 'integrator')).toEqual({});
      });

      it('names three of those that ask', async () => {
        const [one, two, three] = ['one', 'two', 'three', 'four'].map((app) => {
          integrator.publish(app, {});
          return `${app} on endpoint backup in model production`;
        });
        await integrator.run();
        expect(integrator.status()).toBe(
          `blocked: 4 backup targets; velero-backup holds one target per relation, and 4 ask for it: relate one application only, or set forward-to=kubernetes (${one}; ${two}; ${three})`,
        );
      });

      it('goes on with the one that is forwarded, and follows its changes', async () => {
        integrator.publish('my-app', {});
        await integrator.run();
        integrator.publish('other-app', {});
        integrator.simulator.setConfig('integrator', { schedule: '@daily' });
        await integrator.run();
        expect(integrator.status()).toMatch(/^blocked: 2 backup targets; velero-backup holds one/);
        expect(forwarded()).toEqual({ app: 'my-app', schedule: '@daily' });
      });
    });

    describe('while a target is refused', () => {
      it('forwards the valid one next to it, and names both', async () => {
        integrator.publish('bad', { ttl: '24H' });
        integrator.publish('my-app', {});
        await integrator.run();
        expect(forwarded().app).toBe('my-app');
        expect(integrator.status()).toMatch(
          /^blocked: 1 backup target; refused in k8s-backup-target:\d+ from bad: /,
        );
        const { results } = await integrator.act('list-targets');
        expect(results).toMatchObject({
          count: '1',
          issues: expect.stringMatching(
            /^refused in k8s-backup-target:\d+ from bad: \/backup_targets\/0\/spec\/ttl must look like/,
          ),
        });
      });

      it('keeps what was forwarded for it, and lets no other take its place', async () => {
        const relation = integrator.publish('my-app', { ttl: '72h' });
        await integrator.run();
        const before = integrator.simulator.databag(velero, 'integrator');
        integrator.republish(relation, 'my-app', { ttl: '3 days' });
        integrator.publish('other-app', {});
        await integrator.run();
        await integrator.run('update-status');
        expect(integrator.simulator.databag(velero, 'integrator')).toEqual(before);
        expect(integrator.status()).toContain('(and 1 more)');
        const { results } = await integrator.act('list-targets');
        expect(results['targets']).toMatch(
          /^other-app .*: held back: velero-backup:\d+ holds my-app /,
        );
      });

      it('keeps it in manual mode too', async () => {
        integrator.simulator.setConfig('integrator', { schedule: '' });
        const relation = integrator.publish('my-app', { ttl: '72h' });
        await integrator.run();
        integrator.republish(relation, 'my-app', { ttl: '3 days' });
        integrator.publish('other-app', {});
        await integrator.run('update-status');
        expect(forwarded()).toEqual({ app: 'my-app', schedule: null });
      });

      it('lets go of another application that asks no longer', async () => {
        const relation = integrator.publish('my-app', {});
        await integrator.run();
        integrator.publish('bad', { ttl: '24H' });
        integrator.simulator.removeRelation(relation);
        await integrator.run();
        expect(forwarded()).toEqual({ app: 'my-app', schedule: null });
      });
    });

    describe('a target that is gone', () => {
      let first: Relation;

      beforeEach(async () => {
        first = integrator.publish('my-app', {});
        await integrator.run();
        integrator.simulator.removeRelation(first);
      });

      it('stays in the databag without a schedule, which velero-operator reads as deleted', async () => {
        await integrator.run();
        expect(forwarded()).toEqual({ app: 'my-app', schedule: null });
        expect(integrator.status()).toBe('waiting: no application asks for a backup');
        expect((await integrator.run('update-status')).changes).toEqual([]);
        expect(forwarded()).toEqual({ app: 'my-app', schedule: null });
      });

      it('makes room for the next in a later update-status', async () => {
        integrator.publish('other-app', {});
        await integrator.run('update-status');
        expect(forwarded()).toEqual({ app: 'my-app', schedule: null });
        await integrator.run();
        expect(forwarded()).toEqual({ app: 'my-app', schedule: null });
        expect(integrator.status()).toMatch(
          /^waiting: 1 backup target; other-app is forwarded in the next update-status, once velero-backup/,
        );
        await integrator.run('update-status');
        expect(forwarded()).toEqual({ app: 'other-app', schedule: '0 2 * * *' });
      });

      it('is replaced before a relation that goes meanwhile is forgotten', async () => {
        const next = integrator.publish('other-app', {});
        integrator.simulator.addApplication('quiet');
        const quiet = integrator.simulator.relate('quiet:backup', 'integrator:k8s-backup-target');
        await integrator.run();
        integrator.simulator.removeRelation(quiet);
        await integrator.run();
        const [peers] = integrator.simulator.relations;
        if (peers === undefined) throw new Error('there is no peer relation');
        const known = () =>
          JSON.parse(integrator.simulator.databag(peers, 'integrator')['known-relations'] ?? '[]');
        expect(known()).toEqual([next.ids['integrator'], quiet.ids['integrator']]);
        await integrator.run('update-status');
        expect(known()).toEqual([next.ids['integrator']]);
      });

      it('is forwarded again at once when it comes back', async () => {
        await integrator.run();
        integrator.republish(
          integrator.simulator.relate('my-app:backup', 'integrator:k8s-backup-target'),
          'my-app',
          {},
        );
        await integrator.run();
        expect(forwarded()).toEqual({ app: 'my-app', schedule: '0 2 * * *' });
      });
    });

    describe('at velero-operator', () => {
      let operator: VeleroOperator;
      const databag = () => integrator.simulator.databag(velero, 'integrator');

      beforeEach(async () => {
        operator = new VeleroOperator();
        const first = integrator.publish('my-app', {});
        await integrator.run();
        operator.reconcile(databag());
        expect(operator.schedules).toEqual(['my-app']);
        integrator.simulator.removeRelation(first);
        integrator.publish('other-app', {});
        await integrator.run('update-status');
      });

      it('the Schedule of a target that is replaced goes, and the next comes', async () => {
        operator.reconcile(databag());
        expect(operator.schedules).toEqual([]);
        await integrator.run('update-status');
        operator.reconcile(databag());
        expect(operator.schedules).toEqual(['other-app']);
      });

      it('the last Schedule goes with the relation', async () => {
        operator.reconcile(databag());
        await integrator.run('update-status');
        operator.reconcile(databag());
        operator.break(databag());
        expect(operator.schedules).toEqual([]);
      });

      // The race that examples/README.md describes: Juju shows a receiver only the newest databag.
      it('the Schedule stays if it runs no hook while the target is withdrawn', async () => {
        await integrator.run('update-status');
        operator.reconcile(databag());
        expect(operator.schedules).toEqual(['my-app', 'other-app']);
      });
    });

    describe('what is forwarded, where nobody knows for which relation', () => {
      let relation: Relation;

      beforeEach(async () => {
        relation = integrator.publish('my-app', {});
        await integrator.run();
        damageMemory();
      });

      function damageMemory(): void {
        const [peers] = integrator.simulator.relations;
        if (peers === undefined) throw new Error('there is no peer relation');
        integrator.simulator.setDatabag(peers, 'integrator', { forwarded: '[' });
      }

      it.each([{}, { app: 'x' }, { endpoint: 'x' }, { model: 'x' }])(
        'stays while any target is refused, though of %j it is known',
        async (other) => {
          const key = { app: 'my-app', endpoint: 'backup', model: 'production' };
          const remembered = { ...key, relation: relation.ids['integrator'], ...other };
          const [peers] = integrator.simulator.relations;
          if (peers === undefined) throw new Error('there is no peer relation');
          if (Object.keys(other).length > 0) {
            const text = JSON.stringify(remembered);
            integrator.simulator.setDatabag(peers, 'integrator', { forwarded: text });
          }
          integrator.publish('bad', { ttl: '24H' });
          integrator.simulator.removeRelation(relation);
          await integrator.run();
          expect(forwarded()).toEqual({ app: 'my-app', schedule: '0 2 * * *' });
        },
      );

      it('stays while any relation cannot be read', async () => {
        integrator.simulator.forgetRelation(integrator.publish('other', {}));
        integrator.simulator.removeRelation(relation);
        await integrator.run();
        expect(forwarded()).toEqual({ app: 'my-app', schedule: '0 2 * * *' });
      });

      it('stays in relation-broken of a unit that is removed', async () => {
        integrator.simulator.addUnit('integrator');
        integrator.simulator.removeUnit('integrator/0');
        await integrator.runWaiting('k8s-backup-target-relation-departed');
        await integrator.runWaiting('k8s-backup-target-relation-broken');
        expect(forwarded()).toEqual({ app: 'my-app', schedule: '0 2 * * *' });
      });

      it('follows its target, though another is refused', async () => {
        integrator.publish('bad', { ttl: '24H' });
        integrator.republish(relation, 'my-app', { ttl: '1h' });
        await integrator.run();
        expect(ttl()).toBe('1h');
      });

      it('follows a target of another model on a unit that is removed', async () => {
        integrator.simulator.removeRelation(relation);
        await integrator.run();
        integrator.simulator.addRemoteApplication({ name: 'saas' });
        const theirs = integrator.simulator.relate('saas:backup', 'integrator:k8s-backup-target');
        const ask = (spec: object) => {
          const names = { app: 'db', relation_name: 'backup', model: 'theirs' };
          const text = JSON.stringify([{ ...names, spec }]);
          integrator.simulator.setDatabag(theirs, 'saas', { backup_targets: text });
        };
        ask({});
        await integrator.run('update-status');
        expect(forwarded().app).toBe('db');
        damageMemory();
        ask({ ttl: '1h' });
        integrator.simulator.addUnit('integrator');
        await integrator.simulator.settle();
        integrator.simulator.removeUnit('integrator/0');
        await integrator.runWaiting('k8s-backup-target-relation-departed');
        expect(ttl()).toBe('1h');
      });

      it('goes with its target where all is well', async () => {
        integrator.simulator.removeRelation(relation);
        await integrator.run();
        expect(forwarded()).toEqual({ app: 'my-app', schedule: null });
      });
    });

    it('withdraws nothing in relation-broken of a unit that is removed', async () => {
      integrator.publish('my-app', {});
      integrator.simulator.addUnit('integrator');
      await integrator.run();
      integrator.simulator.removeUnit('integrator/0');
      await integrator.runWaiting('k8s-backup-target-relation-departed');
      await integrator.runWaiting('k8s-backup-target-relation-broken');
      expect(forwarded().schedule).toBe('0 2 * * *');
      expect(integrator.status()).toBe(
        'blocked: 0 backup targets; my-app on endpoint backup in model production stays forwarded as it was while its relation is refused, cannot be read, or is left by this unit',
      );
    });

    it('withdraws what a removed relation asked for in its relation-broken', async () => {
      const relation = integrator.publish('my-app', {});
      await integrator.run();
      integrator.simulator.removeRelation(relation);
      await integrator.runWaiting('k8s-backup-target-relation-departed');
      await integrator.runWaiting('k8s-backup-target-relation-broken');
      expect(forwarded().schedule).toBeNull();
    });

    it.each(['config-changed', 'update-status', 'upgrade-charm'])(
      'fails no %s, and says so, while Juju has forgotten velero-backup but lists it',
      async (hook) => {
        integrator.publish('my-app', {});
        integrator.simulator.forgetRelation(velero);
        await integrator.run(hook);
        expect(integrator.status()).toMatch(
          /^blocked: 1 backup target; velero-backup:\d+ cannot be read, so nothing is forwarded to it/,
        );
        const { results } = await integrator.act('list-targets');
        expect(results['targets']).toMatch(
          /: held back: velero-backup:\d+ (cannot be read|holds nothing)/,
        );
      },
    );

    it.each([
      ['app', ''],
      ['app', 'a'.repeat(64)],
      ['app', 'a'.repeat(300_000)],
      ['app', 'a\u0000b'],
      ['app', 'a\n'],
      ['app', '../../x'],
      ['app', 'Big_App'],
      ['relation_name', '../../x'],
      ['relation_name', ''],
      ['model', 'a b'],
      ['model', 'é'],
    ])('sends no %s that its receiver cannot take: %j', async (field, name) => {
      publishNamed({ [field]: name });
      await integrator.run();
      expect(integrator.status()).toMatch(/^blocked: [^\p{C}]*$/u);
      expect(integrator.simulator.databag(velero, 'integrator')).toEqual({});
    });

    it.each([
      ['app', 'a.b', 'the name of a Kubernetes object'],
      ['relation_name', 'a_', 'a Kubernetes label value'],
      ['model', 'é', 'a Kubernetes label value'],
    ])('says that the %s %s is not %s', async (field, name, what) => {
      publishNamed({ [field]: name });
      const { results } = await integrator.act('list-targets');
      expect(results['targets']).toMatch(
        new RegExp(
          `: held back: ${field} "${name}" is not ${what}, so the charm at velero-backup could not take the target$`,
        ),
      );
    });

    it.each([{ app: 'a'.repeat(63) }, { relation_name: 'Back.up_0-1' }, { model: 'M'.repeat(63) }])(
      'sends %j',
      async (names) => {
        publishNamed(names);
        await integrator.run();
        expect(integrator.simulator.databag(velero, 'integrator')).toMatchObject(names);
      },
    );

    /** The one target of my-app, with other names. */
    function publishNamed(names: Readonly<Record<string, string>>): void {
      const relation = integrator.publish('my-app', {});
      const entry = { app: 'my-app', relation_name: 'backup', model: 'production', spec: {} };
      const text = JSON.stringify([{ ...entry, ...names }]);
      integrator.simulator.setDatabag(relation, 'my-app', { backup_targets: text });
    }

    describe('a unit that does not lead', () => {
      it('writes nothing and waits', async () => {
        integrator.publish('my-app', {});
        integrator.simulator.addUnit('integrator');
        const record = await integrator.run('config-changed', {}, 'integrator/1');
        expect(record.commands.map(({ command }) => command)).not.toContain('relation-set');
        expect(integrator.status('integrator/1')).toBe('active: Unit is ready (standby)');
        expect(logOf(record)).toEqual([]);
      });

      it('goes on where the last leader stopped', async () => {
        const relation = integrator.publish('my-app', { ttl: '72h' });
        await integrator.run();
        integrator.simulator.addUnit('integrator');
        integrator.simulator.setLeader('integrator', 'integrator/1');
        integrator.republish(relation, 'my-app', { ttl: '3 days' });
        integrator.publish('bad', {});
        await integrator.run('leader-elected', {}, 'integrator/1');
        expect(forwarded()).toEqual({ app: 'my-app', schedule: '0 2 * * *' });
      });
    });

    it('asks for the relation, with or without a target', async () => {
      integrator.simulator.removeRelation(velero);
      await integrator.run();
      expect(integrator.status()).toBe(
        'blocked: 0 backup targets; Missing relation: velero-backup',
      );
      integrator.publish('my-app', {});
      await integrator.run();
      expect(integrator.status()).toBe('blocked: 1 backup target; Missing relation: velero-backup');
    });

    it.each([
      ['schedule', '0 0 31 2 *', /^blocked: 1 backup target; config schedule never matches, /],
      ['schedule', '* * * *', /^blocked: .*; config schedule has 4 fields instead of five: /],
      ['schedule', '0 0 * * "\u2028\u202e', /^blocked: [ -~]*$/],
      [
        'velero-version',
        '1.15',
        /^blocked: .*; config velero-version is "1\.15": write a release /,
      ],
    ])('shows a broken %s (%j) in status and forwards nothing', async (option, value, status) => {
      integrator.publish('my-app', {});
      integrator.simulator.setConfig('integrator', { [option]: value });
      await integrator.run();
      expect(integrator.status()).toMatch(status);
      expect(integrator.simulator.databag(velero, 'integrator')).toEqual({});
      const { results } = await integrator.act('list-targets');
      expect(results['targets']).toMatch(new RegExp(`: held back: config ${option}[: ]`));
    });

    it('keeps what is forwarded while the schedule is broken', async () => {
      integrator.publish('my-app', {});
      await integrator.run();
      integrator.simulator.setConfig('integrator', { schedule: '60 * * * *' });
      await integrator.run();
      expect(integrator.status()).toMatch(
        /config schedule has the minute "60", which is not within/,
      );
      expect(forwarded()).toEqual({ app: 'my-app', schedule: '0 2 * * *' });
    });

    it('reads the schedule as the release of Velero does', async () => {
      integrator.publish('my-app', {});
      integrator.simulator.setConfig('integrator', { schedule: '0 0 * * 7' });
      await integrator.run();
      expect(integrator.status()).toBe('active: 1 backup target; Schedule: 0 0 * * 7');
      integrator.simulator.setConfig('integrator', { 'velero-version': '1.18.2' });
      await integrator.run();
      expect(integrator.status()).toMatch(/config schedule has the day of week "7"/);
    });

    it('logs what some releases of Velero read differently in the schedule', async () => {
      integrator.simulator.setConfig('integrator', { schedule: '0 0 1 * mon' });
      const record = await integrator.run();
      expect(record.log.filter(({ level }) => level === 'WARNING')).toMatchObject([
        {
          message: expect.stringMatching(/^config schedule runs on other days with Velero up to /),
        },
      ]);
      const { log } = await integrator.run('update-status');
      expect(log.filter(({ level }) => level === 'WARNING')).toEqual([]);
    });

    it('list-targets says what is forwarded, what is held back and why', async () => {
      integrator.simulator.removeRelation(velero);
      integrator.publish('my-app', {});
      const odd = integrator.publish('odd', { include_namespaces: ['*', 'a'] });
      const before = await integrator.act('list-targets');
      expect(before.results['targets']).toMatch(
        /^my-app .*: held back: Missing relation: velero-backup\nodd .*: held back: invalid-\w+: /,
      );
      integrator.simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
      integrator.simulator.removeRelation(odd);
      await integrator.run();
      const { results } = await integrator.act('list-targets');
      expect(results).toMatchObject({
        count: '1',
        targets: expect.stringMatching(/: forwarded to velero-backup:\d+, with a schedule$/),
      });
    });

    it('list-targets says what each unit and each databag knows', async () => {
      const states = async () => (await integrator.act('list-targets')).results['targets'];
      integrator.simulator.setConfig('integrator', { schedule: '' });
      integrator.publish('my-app', {});
      await integrator.run();
      expect(await states()).toMatch(/: forwarded to velero-backup:\d+, on demand only$/);
      integrator.simulator.addApplication('velero-b');
      const second = integrator.simulator.relate('integrator:velero-backup', 'velero-b:backups');
      await integrator.run();
      integrator.simulator.setDatabag(velero, 'integrator', { app: 'another' });
      expect(await states()).toMatch(
        new RegExp(`: forwarded to ${second.ids['integrator']}, on demand only$`),
      );
      integrator.simulator.setDatabag(velero, 'integrator', { app: '' });
      integrator.simulator.removeRelation(second);
      expect(await states()).toMatch(/: held back: velero-backup:\d+ holds nothing: several /);
      integrator.simulator.addUnit('integrator');
      integrator.simulator.setLeader('integrator', 'integrator/1');
      expect(await states()).toMatch(/: known to the leader: run this action there$/);
    });

    it('get-spec shows a spec, and says when there is none, or one too large to show', async () => {
      const key = { app: 'my-app', endpoint: 'backup', model: 'production' };
      integrator.publish('my-app', { include_namespaces: ['é'], ttl: '30d' });
      const found = await integrator.act('get-spec', key);
      expect(JSON.parse(String(found.results['spec']))).toMatchObject({
        include_namespaces: ['é'],
        exclude_namespaces: null,
        ttl: '30d',
      });
      const missing = await integrator.act('get-spec', { ...key, app: 'x' });
      expect(missing.failure).toBe('no backup target of x on endpoint backup in model production');
      const names = Array.from({ length: 20_000 }, (_, index) => `name-${index}`);
      integrator.republish(integrator.relationOf('my-app'), 'my-app', {
        include_namespaces: names,
      });
      expect((await integrator.act('get-spec', key)).failure).toMatch(
        /^the spec has \d+ bytes, more than an action result can hold$/,
      );
    });

    it('declares every action that it has, and no other', async () => {
      await expect(integrator.act('nonsense')).rejects.toThrow(
        /^action "nonsense" not defined on unit "integrator\/0"; its actions: list-targets, get-spec/,
      );
    });

    it('shows as much of 2,500 targets as Juju takes, in lines that cannot be forged', async () => {
      publishMany(integrator);
      expectFitting(await integrator.act('list-targets'));
      await integrator.run();
      expect(integrator.status()).toMatch(/^blocked: 2500 backup targets; [^\p{C}\p{Zl}\p{Zp}]*$/u);
    });

    it.each([
      ['', 'active: 1 backup target; Manual backup mode'],
      ['0 2 * * *', 'active: 1 backup target; Schedule paused'],
    ])('says how it backs up with schedule "%s"', async (schedule, status) => {
      integrator.publish('my-app', {});
      integrator.simulator.setConfig('integrator', { schedule, paused: true });
      await integrator.run();
      expect(integrator.status()).toBe(status);
    });
  });
}
