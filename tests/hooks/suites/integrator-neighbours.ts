/** What neighbours, faults and forgotten relations do to what the integrator forwards for a victim. */
import type { FaultPlan, Relation } from '@k8s-backup-target/juju-testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RanHook } from '../hook-runner.js';
import { Integrator } from '../integrator.js';
import type { MemoryApi } from '../memory-api.js';
import { type Charm, EVIL, entry, GOOD, Neighbourhood, SLIP } from './neighbourhood.js';

const OTHER_MODEL = '11111111-1111-4111-8111-111111111111';

/** Tells it of the integrator of one language. */
export function neighbours(title: string, charm: () => Omit<Charm, 'place'>): void {
  describe(title, () => {
    let integrator: Integrator;

    /** Deploys the integrator in a Juju model of its own. */
    function deploy(config: Readonly<Record<string, string>>): void {
      const { folder, run, api } = charm();
      api.schedules.clear();
      integrator = new Integrator(run, config, folder);
    }

    /** Runs one hook, which may fail. Every hook that waits is dropped. */
    async function tryHook(
      hook: string,
      faults?: FaultPlan,
      unit = 'integrator/0',
    ): Promise<RanHook> {
      const { simulator } = integrator;
      await simulator.settle();
      const request = simulator.hook(unit, hook);
      const { run, api } = charm();
      return run({ simulator, request, environment: api.env, faults });
    }

    /** Runs one hook, which must not fail. */
    async function run(hook = 'update-status', unit = 'integrator/0'): Promise<void> {
      const { succeeded, stderr } = await tryHook(hook, undefined, unit);
      expect([succeeded, stderr]).toEqual([true, '']);
    }

    /** Runs each hook of the integrator that waits or follows. */
    async function settle(): Promise<void> {
      const { simulator } = integrator;
      const { run, api } = charm();
      for (let [request] = simulator.queue; request !== undefined; [request] = simulator.queue) {
        if (simulator.charmDir(request.unit) === null)
          await simulator.run(request.unit, request, () => undefined);
        else
          expect(await run({ simulator, request, environment: api.env })).toMatchObject({
            succeeded: true,
          });
      }
    }

    /** Runs an action; returns why it failed, or null. */
    async function act(
      action: string,
      parameters: Readonly<Record<string, unknown>>,
      faults?: FaultPlan,
    ): Promise<string | null> {
      const { simulator } = integrator;
      await simulator.settle();
      const request = simulator.action('integrator/0', action, parameters);
      const { run, api } = charm();
      const ran = await run({ simulator, request, environment: api.env, faults });
      expect([ran.succeeded, ran.stderr]).toEqual([true, '']);
      return ran.action?.failure ?? null;
    }

    describe.each(['kubernetes', 'relation'] as const)('over %s', (forwardTo) => {
      let velero: Relation;

      beforeEach(async () => {
        deploy({ 'forward-to': forwardTo });
        integrator.simulator.addApplication('velero');
        velero = integrator.simulator.relate(
          'integrator:velero-backup',
          'velero:velero-backup-config',
        );
        await run('config-changed');
      });

      /** The spec that Velero would back up by, and its schedule. */
      function forwarded(): unknown {
        if (forwardTo === 'kubernetes')
          return [...charm().api.schedules.values()].map(({ spec }) => spec);
        return integrator.simulator.databag(velero, 'integrator')['spec'];
      }

      function claim(app: string, relation: Relation): void {
        const spec = { include_namespaces: ['nothing-there'], ttl: '1s' };
        const entry = { app: 'victim', relation_name: 'backup', model: 'production', spec };
        integrator.simulator.setDatabag(relation, app, { backup_targets: JSON.stringify([entry]) });
      }

      it('a neighbour that claims the target takes nothing over, whatever the victim slips', async () => {
        const victim = integrator.publish('victim', GOOD);
        await run();
        const before = forwarded();
        claim('evil', integrator.publish('evil', {}));
        await run();
        expect(forwarded()).toEqual(before);
        integrator.republish(victim, 'victim', SLIP);
        await run();
        await run();
        expect(forwarded()).toEqual(before);
        expect(integrator.status()).toMatch(/^blocked: /);
        integrator.republish(victim, 'victim', GOOD);
        await run();
        expect(forwarded()).toEqual(before);
      });

      it('an application of another model is called by no name, and takes nothing over', async () => {
        const victim = integrator.publish('victim', GOOD);
        await run();
        const before = forwarded();
        integrator.simulator.addRemoteApplication({ name: 'saas' });
        claim('saas', integrator.simulator.relate('saas:backup', 'integrator:k8s-backup-target'));
        await run();
        expect(forwarded()).toEqual(before);
        expect(integrator.status()).toMatch(/^active: /);
        integrator.republish(victim, 'victim', SLIP);
        await run();
        expect(forwarded()).toEqual(before);
      });

      describe('what was made for an application of another model', () => {
        let claimant: Relation;
        let before: unknown;

        beforeEach(async () => {
          integrator.simulator.addRemoteApplication({ name: 'saas' });
          claimant = integrator.simulator.relate('saas:backup', 'integrator:k8s-backup-target');
          claim('saas', claimant);
          await run();
          before = forwarded();
          expect(JSON.stringify(before)).toContain('nothing-there');
        });

        it('stays until the owner of its name, which is related now, publishes', async () => {
          integrator.simulator.addApplication('victim');
          const victim = integrator.simulator.relate(
            'victim:backup',
            'integrator:k8s-backup-target',
          );
          await run();
          await run();
          expect(forwarded()).toEqual(before);
          integrator.republish(victim, 'victim', SLIP);
          await run();
          expect(forwarded()).toEqual(before);
          integrator.republish(victim, 'victim', GOOD);
          await run();
          await run();
          expect(JSON.stringify(forwarded())).toMatch(/victim-data/);
        });

        it('stays while the application of another relation is not known', async () => {
          const other = integrator.publish('other', {});
          integrator.republish(other, 'other');
          await run();
          const unknown: FaultPlan = ({ command, args }) =>
            command === 'relation-list' && args.join(' ').includes(other.ids['integrator'] ?? '?')
              ? { status: 1, stderr: 'ERROR permission denied\n' }
              : null;
          expect((await tryHook('update-status', unknown)).succeeded).toBe(true);
          expect(forwarded()).toEqual(before);
          integrator.simulator.removeRelation(claimant);
          await run();
          await run();
          expect(JSON.stringify(forwarded())).not.toContain('0 2 * * *');
        });
      });

      it('of two applications of other models that ask for one target, the first keeps it', async () => {
        const { simulator } = integrator;
        const relate = (app: string) => {
          simulator.addRemoteApplication({ name: app });
          return simulator.relate(`${app}:backup`, 'integrator:k8s-backup-target');
        };
        const ask = (app: string, relation: Relation, spec: object) => {
          const entry = { app: 'db', relation_name: 'backup', model: 'theirs', spec };
          simulator.setDatabag(relation, app, { backup_targets: JSON.stringify([entry]) });
        };
        const alice = relate('alice');
        ask('alice', alice, GOOD);
        await run();
        const before = forwarded();
        // Juju lists the tenth relation before the others.
        for (let number = 0; number < 8; number++) relate(`saas${number}`);
        ask('eve', relate('eve'), { include_namespaces: ['nothing-there'], ttl: '1s' });
        await run();
        expect(forwarded()).toEqual(before);
        ask('alice', alice, SLIP);
        await run('upgrade-charm');
        expect(forwarded()).toEqual(before);
        simulator.setDatabag(alice, 'alice', { backup_targets: '[' });
        await run('leader-elected');
        expect(forwarded()).toEqual(before);
        expect(integrator.status()).toMatch(/^blocked: /);
        simulator.forgetRelation(alice);
        await run();
        expect(forwarded()).toEqual(before);
        expect(await act('forget-relation', { relation: alice.ids['integrator'] })).toBeNull();
        await run();
        expect(JSON.stringify(forwarded())).toContain('nothing-there');
      });

      it('the removal of the leader withdraws nothing, then or later', async () => {
        integrator.publish('victim', GOOD);
        await run();
        const before = forwarded();
        integrator.simulator.addUnit('integrator');
        await settle();
        integrator.simulator.removeUnit('integrator/0');
        await settle();
        expect(integrator.simulator.leader('integrator')).toBe('integrator/1');
        expect(forwarded()).toEqual(before);
        await run('update-status', 'integrator/1');
        expect(forwarded()).toEqual(before);
      });

      it('a new leader does what the old one had not done yet', async () => {
        integrator.simulator.addUnit('integrator');
        await settle();
        integrator.publish('victim', GOOD);
        integrator.simulator.setLeader('integrator', 'integrator/1');
        await run('leader-elected', 'integrator/1');
        expect(JSON.stringify(forwarded())).toContain('0 2 * * *');
      });

      it('ten neighbours full of junk hide no slip of the victim', async () => {
        const junk = { backup_targets: JSON.stringify(Array.from({ length: 1100 }, () => 0)) };
        const neighbours = Array.from({ length: 10 }, (_, index) => {
          const app = `evil${index}`;
          integrator.simulator.addApplication(app);
          return [
            app,
            integrator.simulator.relate(`${app}:b`, 'integrator:k8s-backup-target'),
          ] as const;
        });
        const victim = integrator.publish('victim', GOOD);
        await run();
        const before = forwarded();
        for (const [app, relation] of neighbours)
          integrator.simulator.setDatabag(relation, app, junk);
        integrator.republish(victim, 'victim', SLIP);
        await run();
        await run();
        expect(forwarded()).toEqual(before);
      });

      describe('a relation that Juju lists, but does not show', () => {
        let victim: Relation;
        let before: unknown;

        beforeEach(async () => {
          victim = integrator.publish('victim', GOOD);
          await run();
          before = forwarded();
        });

        const denied =
          (stderr: string): FaultPlan =>
          ({ command, args }) =>
            command === 'relation-get' && args.join(' ').includes(victim.ids['integrator'] ?? '?')
              ? { status: 1, stderr: `ERROR ${stderr}\n` }
              : null;

        it.each(['permission denied', 'relation not found'])(
          '%s: keeps its target',
          async (stderr) => {
            const { succeeded } = await tryHook('update-status', denied(stderr));
            expect(succeeded).toBe(true);
            expect(forwarded()).toEqual(before);
            expect(integrator.status()).toMatch(/^blocked: .*k8s-backup-target:\d+ cannot be read/);
          },
        );

        it.each(['connection is shut down', 'dial unix /agent.socket: connect: permission denied'])(
          '%s: keeps its target',
          async (stderr) => {
            await tryHook('update-status', denied(stderr));
            expect(forwarded()).toEqual(before);
          },
        );

        it('forgotten for ever: fails no hook, which says so', async () => {
          integrator.simulator.forgetRelation(victim);
          for (const hook of [
            'config-changed',
            'update-status',
            'upgrade-charm',
            'leader-elected',
          ]) {
            await run(hook);
            expect(forwarded()).toEqual(before);
            expect(integrator.status()).toMatch(/^blocked: .*k8s-backup-target:\d+ cannot be read/);
          }
        });

        it.each(['relation-list', 'relation-ids'])(
          '%s is denied: keeps its target',
          async (name) => {
            await tryHook('update-status', ({ command }) =>
              command === name ? { status: 1, stderr: 'ERROR permission denied\n' } : null,
            );
            expect(forwarded()).toEqual(before);
          },
        );

        it('is forgotten no longer once Juju shows it again', async () => {
          const relation = victim.ids['integrator'] ?? '';
          const isDenied = denied('permission denied');
          expect(await act('forget-relation', { relation }, isDenied)).toBeNull();
          expect(JSON.stringify(forwarded())).not.toContain('0 2 * * *');
          await run();
          await run();
          expect(forwarded()).toEqual(before);
          await tryHook('update-status', isDenied);
          expect(forwarded()).toEqual(before);
          const [peers] = integrator.simulator.relations;
          if (peers === undefined) throw new Error('there is no peer relation');
          const memory = integrator.simulator.databag(peers, 'integrator');
          expect(memory['forgotten-relations']).toBeUndefined();
        });

        it('lets the target go once the action forget-relation says so', async () => {
          integrator.simulator.forgetRelation(victim);
          await run();
          expect(forwarded()).toEqual(before);
          const relation = victim.ids['integrator'] ?? '';
          const wrong = await act('forget-relation', { relation: 'k8s-backup-target:99' });
          expect(wrong).toContain(`these are: ${relation}`);
          expect(await act('forget-relation', { relation })).toBeNull();
          await run();
          expect(JSON.stringify(forwarded())).not.toContain('0 2 * * *');
          expect(integrator.status()).toBe('waiting: no application asks for a backup');
        });
      });

      it('before there is a peer relation, nothing is made that could not be found again', async () => {
        integrator.publish('victim', GOOD);
        const { succeeded } = await tryHook('update-status', ({ command, args }) =>
          command === 'relation-ids' && args.includes('peers')
            ? { status: 0, stdout: '[]', stderr: '' }
            : null,
        );
        expect(succeeded).toBe(true);
        expect(integrator.status()).toBe(
          forwardTo === 'relation'
            ? 'active: 1 backup target; Schedule: 0 2 * * *'
            : 'waiting: 1 backup target; 1 Schedule is made in the next hook',
        );
        const isForwarded = JSON.stringify(forwarded() ?? '').includes('0 2 * * *');
        expect(isForwarded).toBe(forwardTo === 'relation');
      });

      it('remembers nothing of which nothing is left', async () => {
        const [peers] = integrator.simulator.relations;
        if (peers === undefined) throw new Error('there is no peer relation');
        const memory = () => integrator.simulator.databag(peers, 'integrator');
        const relation = integrator.publish('victim', GOOD);
        await run();
        expect(memory()['known-relations']).toBe(JSON.stringify([relation.ids['integrator']]));
        integrator.simulator.removeRelation(relation);
        await run();
        const place = forwardTo === 'kubernetes' ? { 'schedule-namespaces': '["velero"]' } : {};
        expect(memory()).toEqual(place);
        expect(await act('remove-schedules', {})).toBeNull();
        expect(memory()).toEqual({ 'schedules-removed': 'true' });
        expect(await act('restore-schedules', {})).toBeNull();
        expect(memory()).toEqual(place);
        integrator.simulator.setConfig('integrator', { 'forward-to': 'relation' });
        await run();
        expect(memory()).toEqual({});
      });

      it('remembers what is gone while anything is left to do', async () => {
        const relations = ['one', 'two', 'three'].map((app) => integrator.publish(app, GOOD));
        const [peers] = integrator.simulator.relations;
        const [, two, three] = relations;
        if (peers === undefined || two === undefined || three === undefined) throw new Error();
        await run();
        integrator.republish(two, 'two', forwardTo === 'relation' ? GOOD : { ttl: '0h' });
        integrator.simulator.removeRelation(three);
        await run();
        expect(integrator.status()).toMatch(/^blocked: /);
        const { 'known-relations': known } = integrator.simulator.databag(peers, 'integrator');
        expect(known).toBe(JSON.stringify(relations.map(({ ids }) => ids['integrator'])));
      });

      it('two peer relations, of which one cannot be read, fail no hook', async () => {
        integrator.publish('victim', GOOD);
        await run();
        const before = forwarded();
        const [peers] = integrator.simulator.relations;
        if (peers === undefined) throw new Error('there is no peer relation');
        integrator.simulator.forgetRelation(peers);
        await run();
        expect(forwarded()).toEqual(before);
        expect(integrator.status()).toContain('the peer relation cannot be read');
        integrator.simulator.relate('integrator:peers');
        await run();
        await run();
        expect(forwarded()).toEqual(before);
        expect(integrator.status()).toMatch(/^active: /);
      });
    });

    describe('a databag at velero-backup that cannot be written', () => {
      let isDenied: FaultPlan;

      beforeEach(async () => {
        deploy({ 'forward-to': 'relation' });
        integrator.simulator.addApplication('velero');
        const { ids } = integrator.simulator.relate(
          'integrator:velero-backup',
          'velero:velero-backup-config',
        );
        isDenied = ({ command, args }) =>
          command === 'relation-set' && args.join(' ').includes(ids['integrator'] ?? '?')
            ? { status: 1, stderr: 'ERROR permission denied\n' }
            : null;
      });

      const DENIED =
        /^blocked: \d backup targets?; velero-backup:\d+ cannot be read, so nothing is forwarded to it: /;

      it('is named where a target should come', async () => {
        integrator.publish('victim', GOOD);
        await tryHook('update-status', isDenied);
        expect(integrator.status()).toMatch(DENIED);
        await run();
        expect(integrator.status()).toMatch(/^active: /);
      });

      it('is named where one should go', async () => {
        const relation = integrator.publish('victim', GOOD);
        await run();
        integrator.simulator.removeRelation(relation);
        await tryHook('update-status', isDenied);
        expect(integrator.status()).toMatch(DENIED);
        await run();
        expect(integrator.status()).toBe('waiting: no application asks for a backup');
      });
    });

    describe('turned from the relation to Kubernetes', () => {
      let velero: Relation;

      beforeEach(async () => {
        deploy({ 'forward-to': 'relation' });
        integrator.simulator.addApplication('velero');
        velero = integrator.simulator.relate(
          'integrator:velero-backup',
          'velero:velero-backup-config',
        );
        await run('config-changed');
      });

      const spec = () => integrator.simulator.databag(velero, 'integrator')['spec'];

      it('it keeps what is refused, and lets it go with its relation', async () => {
        const victim = integrator.publish('victim', GOOD);
        await run();
        integrator.republish(victim, 'victim', SLIP);
        integrator.simulator.setConfig('integrator', { 'forward-to': 'kubernetes' });
        await run();
        await run();
        expect(spec()).toContain('"schedule":"0 2 * * *"');
        expect(integrator.status()).toContain('(and 1 more)');
        integrator.publish('bad', SLIP);
        integrator.simulator.removeRelation(victim);
        await run();
        expect(spec()).toContain('"schedule":null');
        const [peers] = integrator.simulator.relations;
        if (peers === undefined) throw new Error('there is no peer relation');
        expect(integrator.simulator.databag(peers, 'integrator')['forwarded']).toBeUndefined();
      });

      it('it makes Schedules though the databag cannot be read', async () => {
        integrator.publish('victim', GOOD);
        integrator.simulator.setConfig('integrator', { 'forward-to': 'kubernetes' });
        integrator.simulator.forgetRelation(velero);
        await run();
        await run();
        expect(charm().api.apps).toEqual(['velero/victim']);
        expect(integrator.status()).toBe('active: 1 backup target; Schedule: 0 2 * * *');
      });
    });

    it('it names the relation that asks for more than a thousand targets, and how many are left out', async () => {
      deploy({ 'forward-to': 'kubernetes', schedule: '' });
      integrator.publish('few', {});
      const many = integrator.publish('many', {});
      const askFor = (count: number) => {
        const entries = Array.from({ length: count }, (_, index) =>
          entry('many', {}, { endpoint: `backup-${index}` }),
        );
        const text = JSON.stringify(entries);
        integrator.simulator.setDatabag(many, 'many', { backup_targets: text });
      };
      askFor(1000);
      await run();
      expect(integrator.status()).toMatch(/^active: 1001 backup targets/);
      askFor(1002);
      await run();
      expect(integrator.status()).toBe(
        `blocked: 1003 backup targets; ${many.ids['integrator']} asks for 1002 backup targets, of which 2 are not forwarded`,
      );
    });

    it('turned from Kubernetes to the relation, it names what stays for longer than a hook', async () => {
      const { api } = charm();
      deploy({ 'forward-to': 'kubernetes' });
      await run('config-changed');
      integrator.publish('one', {});
      const slips = integrator.publish('two', {});
      await run();
      integrator.simulator.addApplication('velero');
      integrator.simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
      integrator.republish(slips, 'two', SLIP);
      integrator.simulator.setConfig('integrator', { 'forward-to': 'relation' });
      await run('config-changed');
      expect(api.apps).toEqual(['velero/one', 'velero/two']);
      // What is refused comes first, and why its Schedule stays after it.
      expect(integrator.status()).toMatch(/^blocked: 1 backup target; refused .* \(and 1 more\)$/);
      await run();
      expect(api.apps).toEqual(['velero/two']);
    });

    it('says why a Schedule stays whose target one receiver has, and another has only now', async () => {
      const { api } = charm();
      deploy({ 'forward-to': 'kubernetes' });
      await run('config-changed');
      const names = { app: 'db', relation_name: 'backup', model: 'theirs' };
      const ask = (saas: string, text: string) => {
        integrator.simulator.addRemoteApplication({ name: saas });
        const relation = integrator.simulator.relate(
          `${saas}:backup`,
          'integrator:k8s-backup-target',
        );
        integrator.simulator.setDatabag(relation, saas, { backup_targets: text });
        return relation;
      };
      const first = ask('one', JSON.stringify([{ ...names, spec: {} }]));
      await run();
      expect(api.apps).toEqual(['velero/db']);
      ask('two', JSON.stringify([{ ...names, spec: { ttl: '1h' } }]));
      integrator.simulator.setDatabag(first, 'one', { backup_targets: '[' });
      integrator.simulator.addApplication('velero');
      integrator.simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
      integrator.simulator.setConfig('integrator', { 'forward-to': 'relation' });
      await run('config-changed');
      // What is refused comes first, and why the Schedule stays after it.
      const isTold = /^blocked: 1 backup target; refused in .* \(and 1 more\)$/;
      await run();
      expect(integrator.status()).toMatch(isTold);
      integrator.simulator.addApplication('other');
      integrator.simulator.relate('integrator:velero-backup', 'other:velero-backup-config');
      await run();
      expect(integrator.status()).toMatch(isTold);
      expect(api.apps).toEqual(['velero/db']);
    });

    describe('moving to another namespace', () => {
      let api: MemoryApi;

      beforeEach(async () => {
        ({ api } = charm());
        deploy({ 'forward-to': 'kubernetes', 'velero-namespace': 'old' });
        await run('config-changed');
      });

      it('leaves no one behind because of a neighbour whose target no cluster stores', async () => {
        integrator.publish('victim', GOOD);
        integrator.publish('evil', { include_namespaces: Array(30_000).fill('n'.repeat(60)) });
        await run();
        expect(api.apps).toEqual(['old/victim']);
        integrator.simulator.setConfig('integrator', { 'velero-namespace': 'new' });
        await run('config-changed');
        expect(integrator.status()).toMatch(/^blocked: /);
        expect(api.apps).toEqual(['old/victim']);
        await run();
        expect(api.apps).toEqual(['new/victim']);
      });

      it('keeps the Schedule of a target that the new place does not take yet', async () => {
        integrator.publish('one', {});
        integrator.publish('two', {});
        await run();
        integrator.simulator.setConfig('integrator', { 'velero-namespace': 'new' });
        await run('config-changed');
        let posts = 0;
        api.intercept = (request, response) => {
          if (request.method !== 'POST') return false;
          posts += 1;
          if (posts > 1) return false;
          response.writeHead(500);
          response.end('no');
          return true;
        };
        await run();
        expect(api.apps).toHaveLength(2);
        expect(new Set(api.apps.map((app) => app.split('/')[0]))).toEqual(new Set(['new', 'old']));
        api.intercept = () => false;
        await run();
        expect(api.apps).toEqual(['new/one', 'new/two']);
      });

      it("leaves none of another application's behind, once the owner of its names is served", async () => {
        integrator.simulator.addRemoteApplication({ name: 'saas' });
        const claimant = integrator.simulator.relate('saas:backup', 'integrator:k8s-backup-target');
        const text = JSON.stringify([entry('victim', EVIL)]);
        integrator.simulator.setDatabag(claimant, 'saas', { backup_targets: text });
        await run();
        expect(api.apps).toEqual(['old/victim']);
        integrator.simulator.setConfig('integrator', { 'velero-namespace': 'new' });
        await run('config-changed');
        integrator.simulator.setDatabag(claimant, 'saas', { backup_targets: '[' });
        integrator.publish('victim', GOOD);
        await run();
        expect(api.apps).toEqual(['new/victim']);
        expect(JSON.stringify([...api.schedules.values()])).toContain('victim-data');
      });

      it('makes the first Schedule there one hook later, and says so', async () => {
        deploy({ 'forward-to': 'kubernetes' });
        integrator.publish('victim', GOOD);
        await run();
        expect(api.apps).toEqual([]);
        expect(integrator.status()).toBe(
          'waiting: 1 backup target; 1 Schedule is made in the next hook',
        );
        await run();
        expect(api.apps).toEqual(['velero/victim']);
        expect(integrator.status()).toMatch(/^active: /);
      });

      it.each(['../../x', 'a/b', 'A', 'x'.repeat(64)])(
        'refuses a namespace %j',
        async (namespace) => {
          integrator.publish('victim', GOOD);
          integrator.simulator.setConfig('integrator', { 'velero-namespace': namespace });
          api.requests.length = 0;
          await run();
          expect(integrator.status()).toContain('config velero-namespace is ');
          expect(api.requests).toEqual([]);
        },
      );
    });

    it('removed and deployed anew, it ends no backup', async () => {
      const here = await Neighbourhood.found({ ...charm(), place: 'kubernetes' });
      const [, before] = await here.victim();
      await here.replaceIntegrator();
      await here.settle();
      expect(here.forwarded()).toEqual(before);
      expect(here.status()).toBe(
        'blocked: 0 backup targets; 1 Schedule stays in namespace velero of an application of this name that was here before: relate what it backs up, or run the action remove-schedules',
      );
      here.simulator.setConfig('integrator', { 'velero-namespace': 'elsewhere' });
      await here.settle();
      expect(here.forwarded()).toEqual(before);
      expect(here.status()).toContain(
        'blocked: 0 backup targets; 1 Schedule stays in namespace velero of an application of this name that was here before: ',
      );
      here.simulator.setConfig('integrator', { 'velero-namespace': 'velero' });
      // The owner is not related yet, and nobody else takes over what was made for it.
      here.publish(here.relateAcross('saas', OTHER_MODEL), 'saas', entry('victim', EVIL));
      await here.settle();
      expect(here.forwarded()).toEqual(before);
    });

    describe('deployed anew, and moved to another namespace', () => {
      let api: MemoryApi;
      let unit: string;

      beforeEach(async () => {
        ({ api } = charm());
        deploy({ 'forward-to': 'kubernetes' });
        await run('config-changed');
        integrator.publish('victim', GOOD);
        await run();
        integrator.simulator.removeApplication('integrator');
        await integrator.simulator.settle();
        integrator.deploy('integrator', { 'forward-to': 'kubernetes' });
        unit = integrator.simulator.leader('integrator') ?? '';
        await run('config-changed', unit);
        expect(api.apps).toEqual(['velero/victim']);
      });

      async function move(): Promise<void> {
        integrator.simulator.setConfig('integrator', { 'velero-namespace': 'elsewhere' });
        await run('config-changed', unit);
      }

      it('it says why Schedules of its own stay, next to that of the deployment before', async () => {
        integrator.publish('other', GOOD);
        await run('update-status', unit);
        await move();
        expect(integrator.status(unit)).toBe(
          'blocked: 1 backup target; Schedules stay in namespace velero: their targets are refused, or not forwarded yet (and 1 more)',
        );
        api.intercept = (request, response) => {
          if (request.method !== 'DELETE') return false;
          response.writeHead(500);
          response.end('no');
          return true;
        };
        await run('update-status', unit);
        api.intercept = () => false;
        expect(integrator.status(unit)).toMatch(
          /^blocked: 1 backup target; Schedules stay in namespace velero: Schedule other-\w+ is not deleted: the Kubernetes API answered 500: no \(and 1 more\)$/,
        );
        await run('update-status', unit);
        expect(api.apps).toEqual(['elsewhere/other', 'velero/victim']);
        expect(integrator.status(unit)).toMatch(
          /^blocked: 1 backup target; 1 Schedule stays in namespace /,
        );
      });

      it('it takes for its own what is asked for again', async () => {
        const victim = integrator.simulator.relate('victim:backup', 'integrator:k8s-backup-target');
        integrator.republish(victim, 'victim', GOOD);
        await move();
        expect(integrator.status(unit)).toBe(
          'blocked: 1 backup target; Schedules stay in namespace velero: their targets are refused, or not forwarded yet',
        );
        await run('update-status', unit);
        expect(api.apps).toEqual(['elsewhere/victim']);
      });
    });
  });
}
