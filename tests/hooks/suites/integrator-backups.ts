/** What the actions of the integrator say of a Kubernetes API in memory, and do there. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { RunHook } from '../hook-runner.js';
import { Integrator } from '../integrator.js';
import type { MemoryApi } from '../memory-api.js';
import { mountServiceAccount } from '../service-account.js';

const KEY = { app: 'my-app', endpoint: 'backup', model: 'production' };

interface Charm {
  readonly folder: string;
  readonly run: RunHook;
  readonly api: MemoryApi;
}

export function actionsInKubernetes(title: string, charm: () => Charm): void {
  describe(title, () => {
    let integrator: Integrator;
    let api: MemoryApi;

    beforeEach(async () => {
      const { folder, run } = charm();
      ({ api } = charm());
      api.requests.length = 0;
      api.intercept = () => false;
      integrator = new Integrator(run, { 'forward-to': 'kubernetes' }, folder);
      await integrator.run('config-changed', api.env);
    });

    const act = (action: string, parameters = {}) => integrator.act(action, parameters, api.env);

    /** Answers so many requests of a method with a status. */
    function answer(method: string, times: number, status: number, reason: string): void {
      let answered = 0;
      api.intercept = (request, response) => {
        if (request.method !== method || answered === times) return false;
        answered += 1;
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ kind: 'Status', reason, message: `${status}, ${reason}` }));
        return true;
      };
    }

    describe('run-backup', () => {
      beforeEach(() => {
        api.backups.clear();
        integrator.publish('my-app', { ttl: '1h' });
      });

      it('shows the Backup that it makes', async () => {
        const { results } = await act('run-backup', { ...KEY, apply: true });
        const shown = JSON.parse(String(results['manifest']));
        const [made] = api.backups.values();
        expect(made).toMatchObject(shown);
        expect(made?.metadata['managedFields']).toEqual([{ manager: 'integrator' }]);
      });

      it('makes none unless it is told to', async () => {
        await act('run-backup', KEY);
        expect(api.backups.size).toBe(0);
      });

      it.each(['app', 'endpoint', 'model'])('knows a target by its %s', async (field) => {
        const { failure } = await act('run-backup', { ...KEY, [field]: 'x' });
        expect(failure).toMatch(/^no backup target of /);
      });

      it('takes the first name that is free, each a second after the one before', async () => {
        const names: string[] = [];
        api.intercept = ({ method }, response) => {
          if (method !== 'POST') return false;
          names.push('');
          if (names.length === 6) return false;
          response.writeHead(409, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ kind: 'Status', reason: 'AlreadyExists', message: 'no' }));
          return true;
        };
        const before = Date.now();
        const { failure, results } = await act('run-backup', { ...KEY, apply: true });
        expect([failure, names.length]).toEqual([null, 6]);
        const { metadata } = JSON.parse(String(results['manifest']));
        const [, year, month, day, hour, minute, second] =
          /-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(metadata.name) ?? [];
        const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
        expect(at).toBeGreaterThan(before + 3500);
        expect(at).toBeLessThan(Date.now() + 5500);
      });

      it('gives up after six names', async () => {
        answer('POST', 100, 409, 'AlreadyExists');
        const { failure } = await act('run-backup', { ...KEY, apply: true });
        expect(failure).toBe('the Kubernetes API answered 409: 409, AlreadyExists');
        expect(api.requests.filter((request) => request.startsWith('POST'))).toHaveLength(6);
      });

      it.each([
        [409, 'Conflict'],
        [403, 'Forbidden'],
      ])('asks once where the answer is %i, %s', async (status, reason) => {
        answer('POST', 100, status, reason);
        const { failure } = await act('run-backup', { ...KEY, apply: true });
        expect(failure).toBe(`the Kubernetes API answered ${status}: ${status}, ${reason}`);
        expect(api.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
      });

      it('shows no Backup that is too large for an answer', async () => {
        const names = Array.from({ length: 20_000 }, (_, index) => `name-${index}`);
        const relation = integrator.relationOf('my-app');
        integrator.republish(relation, 'my-app', { include_namespaces: names });
        const { failure } = await act('run-backup', KEY);
        expect(failure).toMatch(/^the Backup has \d+ bytes, more than an action result can hold$/);
      });
    });

    describe('list-targets', () => {
      const states = async () => (await act('list-targets')).results['targets'];

      beforeEach(() => {
        integrator.publish('my-app', {});
      });

      it('says that a Schedule is not there yet, that it is, and that it is paused', async () => {
        expect(await states()).toMatch(/: held back: Schedule my-app-\w+ is not there yet$/);
        await integrator.run('update-status', api.env);
        expect(await states()).toMatch(/: Schedule my-app-\w+$/);
        for (const [key, stored] of api.schedules) {
          api.schedules.set(key, { ...stored, spec: { ...stored.spec, paused: true } });
        }
        expect(await states()).toMatch(/: Schedule my-app-\w+, paused by hand$/);
      });

      it('says that backups are made on demand only', async () => {
        integrator.simulator.setConfig('integrator', { schedule: '' });
        expect(await states()).toMatch(/: backed up on demand only$/);
      });

      it('says why it does not know', async () => {
        answer('GET', 1, 403, 'Forbidden');
        expect(await states()).toMatch(/: not known: the Kubernetes API answered 403: /);
      });

      it('says who asks for the same target first', async () => {
        const { simulator } = integrator;
        const again = simulator.relate('my-app:second', 'integrator:k8s-backup-target');
        integrator.republish(again, 'my-app', { ttl: '1h' });
        await integrator.run('update-status', api.env);
        expect(await states()).toMatch(
          /: Schedule my-app-\w+\n.*: held back: another relation asks for the same target first$/,
        );
      });

      it('takes names that velero-operator could not', async () => {
        const names = { app: 'My App', relation_name: 'a b', model: 'production', spec: {} };
        const text = JSON.stringify([names]);
        const relation = integrator.relationOf('my-app');
        integrator.simulator.setDatabag(relation, 'my-app', { backup_targets: text });
        await integrator.run('update-status', api.env);
        expect(await states()).toMatch(/: Schedule [\w-]+$/);
      });
    });

    describe('remove-schedules', () => {
      beforeEach(async () => {
        integrator.publish('my-app', {});
        await integrator.run('update-status', api.env);
        expect(api.apps).toEqual(['velero/my-app']);
      });

      it('removes what an application of this name made, before any hook', async () => {
        const { folder, run } = charm();
        integrator = new Integrator(run, { 'forward-to': 'kubernetes' }, folder);
        const { failure, results } = await act('remove-schedules');
        expect([failure, results['removed']]).toEqual([
          null,
          expect.stringMatching(/^deleted Schedule my-app-\w+$/),
        ]);
        expect(api.apps).toEqual([]);
      });

      it('remembers where it is not done', async () => {
        answer('DELETE', 1, 500, 'no');
        integrator.simulator.setConfig('integrator', { 'velero-namespace': 'elsewhere' });
        const { failure } = await act('remove-schedules');
        expect(failure).toMatch(/^run it again: Schedule my-app-\w+ is not deleted: .* 500: /);
        expect((await act('remove-schedules')).failure).toBeNull();
        expect(api.apps).toEqual([]);
      });
    });

    describe('a hook', () => {
      const run = () => integrator.run('update-status', api.env);

      it('says how many Schedules the next one makes', async () => {
        const { folder, run: runHook } = charm();
        integrator = new Integrator(runHook, { 'forward-to': 'kubernetes' }, folder);
        integrator.publish('one', {});
        integrator.publish('two', {});
        await run();
        expect(integrator.status()).toBe(
          'waiting: 2 backup targets; 2 Schedules are made in the next hook',
        );
      });

      it.each([
        ['POST', 'created'],
        ['PATCH', 'updated'],
        ['DELETE', 'deleted'],
      ])('names what %s is refused for, and logs it once it is %s', async (method, done) => {
        const relation = integrator.publish('my-app', {});
        if (method !== 'POST') await run();
        if (method === 'PATCH') integrator.republish(relation, 'my-app', { ttl: '1h' });
        if (method === 'DELETE') integrator.simulator.removeRelation(relation);
        answer(method, 1, 500, 'no');
        await run();
        expect(integrator.status()).toMatch(
          new RegExp(
            `^blocked: \\d backup targets?; Schedule my-app-\\w+ is not ${done}: the Kubernetes API answered 500: 500, no$`,
          ),
        );
        const { log } = await run();
        expect(log.filter(({ level }) => level !== 'DEBUG')).toMatchObject([
          { level: 'INFO', message: expect.stringMatching(`^${done} Schedule my-app-\\w+$`) },
        ]);
      });

      it('goes on after a refusal, and not where the API is gone', async () => {
        integrator.publish('one', {});
        integrator.publish('two', {});
        answer('POST', 1, 500, 'no');
        await run();
        expect(api.apps).toHaveLength(1);
        api.schedules.clear();
        api.requests.length = 0;
        api.intercept = ({ method }, response) => {
          if (method !== 'POST') return false;
          response.destroy();
          return true;
        };
        await run();
        expect(api.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
      });

      const UNREADABLE = "the Kubernetes API's list of Schedules cannot be read:";
      const OTHER = 'the Kubernetes API answered 200 with something else than an object:';
      const AGAIN = '{"kind":"ScheduleList","items":[],"metadata":{"continue":"x"}}';

      it.each([
        ['[]', `${OTHER} []`],
        ['{"items":[]}', `${OTHER} {"items":[]}`],
        ['{"kind":NaN}', `${OTHER} {"kind":NaN}`],
        ['{"kind":"Status"}', `${UNREADABLE} an answer has no items`],
        [AGAIN, `${UNREADABLE} it begins again after a page`],
      ])('deletes nothing where the list is %s, and names it', async (text, problem) => {
        const relation = integrator.publish('leaving', {});
        integrator.publish('my-app', {});
        await run();
        integrator.simulator.removeRelation(relation);
        api.intercept = ({ method }, response) => {
          if (method !== 'GET') return false;
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(text);
          return true;
        };
        await run();
        expect(integrator.status()).toBe(`blocked: 1 backup target; ${problem}`);
        expect(api.apps).toEqual(['velero/leaving', 'velero/my-app']);
      });

      it('asks for smaller pages where an answer is larger than it should hold', async () => {
        const limits: (string | null)[] = [];
        api.intercept = ({ method }, response, { searchParams }) => {
          if (method !== 'GET') return false;
          limits.push(searchParams.get('limit'));
          if (limits.length > 2) return false;
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(Buffer.alloc(64 * 1024 * 1024 + 1, ' '));
          return true;
        };
        integrator.publish('my-app', {});
        await run();
        expect(limits).toEqual(['500', '250', '125']);
        expect(api.apps).toEqual(['velero/my-app']);
      });

      it('deletes no Schedule that someone has made again meanwhile', async () => {
        const relation = integrator.publish('my-app', {});
        await run();
        integrator.simulator.removeRelation(relation);
        api.intercept = ({ method }) => {
          for (const [key, stored] of method === 'DELETE' ? api.schedules : []) {
            api.schedules.set(key, { ...stored, metadata: { ...stored.metadata, uid: 'again' } });
          }
          return false;
        };
        await run();
        expect(api.requests.some((request) => request.startsWith('DELETE'))).toBe(true);
        expect(api.apps).toEqual(['velero/my-app']);
      });

      it.each(['', ' \n', 'a b', 'a\nb', 'ä'])('sends no token that is %j', async (token) => {
        const account = await mountServiceAccount({ ...api, token });
        await integrator.run('update-status', account.env);
        await account.remove();
        expect(integrator.status()).toBe(
          "blocked: 0 backup targets; the Kubernetes API cannot be asked: the service account's token holds characters that no header takes, or nothing",
        );
        expect(api.requests).toHaveLength(1);
      });

      it('asks at an address of IPv6', async () => {
        await integrator.run('update-status', { ...api.env, KUBERNETES_SERVICE_HOST: '::1' });
        expect(integrator.status()).toMatch(/the Kubernetes API cannot be reached: (?!Invalid)/);
      });

      it('names the file of the account that cannot be read', async () => {
        await integrator.run('update-status', { ...api.env, SERVICE_ACCOUNT_ROOT: '/nowhere' });
        expect(integrator.status()).toBe(
          "blocked: 0 backup targets; the Kubernetes API cannot be reached: the service account's ca.crt cannot be read from /nowhere/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
        );
      });

      it('withdraws from the relation where there is no schedule', async () => {
        integrator.simulator.addApplication('velero');
        const velero = integrator.simulator.relate(
          'integrator:velero-backup',
          'velero:velero-backup-config',
        );
        const spec = () => integrator.simulator.databag(velero, 'integrator')['spec'];
        integrator.simulator.setConfig('integrator', { 'forward-to': 'relation' });
        integrator.publish('my-app', {});
        await run();
        expect(spec()).toContain('"schedule":"0 2 * * *"');
        const onDemand = { 'forward-to': 'kubernetes', schedule: '' };
        integrator.simulator.setConfig('integrator', onDemand);
        await run();
        expect(spec()).toContain('"schedule":null');
        expect(integrator.status()).toBe('active: 1 backup target; Manual backup mode');
      });

      it('says that Schedules stay in a namespace until the next is served', async () => {
        integrator.publish('my-app', {});
        await run();
        integrator.simulator.setConfig('integrator', { 'velero-namespace': 'new' });
        await run();
        expect(integrator.status()).toBe(
          'blocked: 1 backup target; Schedules stay in namespace velero: their targets are refused, or not forwarded yet',
        );
      });
    });
  });
}
