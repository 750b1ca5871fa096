/** The integrator against a Kubernetes API that goes wrong in the middle. */
import type { ServerResponse } from 'node:http';
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inProcesses } from '../hook-runner.js';
import { Integrator } from '../integrator.js';
import { type IntegratorCharm, type Language, makeIntegratorCharm } from '../integrator-charm.js';
import { type Intercept, MemoryApi } from '../memory-api.js';

function begin(response: ServerResponse, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.write('{"kind":"x","items":');
}

/** Ways in which an answer does not come whole. */
const CUTS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'is reset within its content-length': (response) => {
    begin(response, { 'content-length': '1000' });
    setTimeout(() => response.destroy(), 20);
  },
  'is ended within its content-length': (response) => {
    begin(response, { 'content-length': '1000' });
    setTimeout(() => response.socket?.end(), 20);
  },
  'is reset between two chunks': (response) => {
    begin(response);
    setTimeout(() => response.destroy(), 20);
  },
  'is ended between two chunks': (response) => {
    begin(response);
    setTimeout(() => response.socket?.end(), 20);
  },
  'never begins': (response) => {
    response.destroy();
  },
  'never ends': (response) => {
    begin(response);
  },
  'changes the protocol': (response) => {
    response.writeHead(101, { connection: 'upgrade', upgrade: 'h2c' });
    response.end();
  },
  'is a redirect': (response) => {
    response.writeHead(307, { location: 'https://127.0.0.1:1/elsewhere' });
    response.end();
  },
  'is a page of a proxy': (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html>sign in</html>');
  },
};

function when(method: string, answer: (response: ServerResponse) => void): Intercept {
  return (request, response) => {
    if (request.method !== method) return false;
    answer(response);
    return true;
  };
}

/** What an API that goes wrong does to the integrator of one language. */
export function faultyApi(language: Language): void {
  describe(`in ${language}`, () => {
    let agent: JujuAgent;
    let charm: IntegratorCharm;
    let api: MemoryApi;
    let integrator: Integrator;

    beforeAll(async () => {
      [agent, api, charm] = await Promise.all([
        JujuAgent.start(),
        MemoryApi.start(),
        makeIntegratorCharm(language),
      ]);
    });

    afterAll(async () => {
      await Promise.all([agent.close(), api.stop(), charm.remove()]);
    });

    beforeEach(async () => {
      api.schedules.clear();
      api.requests.length = 0;
      api.intercept = () => false;
      integrator = new Integrator(
        inProcesses(agent),
        { 'forward-to': 'kubernetes', 'kubernetes-timeout': 2 },
        charm.folder,
      );
      // The hook that remembers the namespace makes no Schedule there.
      await integrator.run('config-changed', api.env);
    });

    /** One application is served already; what is due next takes the method. */
    async function due(method: string): Promise<void> {
      integrator.publish('first', {});
      if (method === 'DELETE') integrator.publish('leaving', {});
      await integrator.run('update-status', api.env);
      const first = integrator.relationOf('first');
      if (method === 'POST') integrator.publish('second', {});
      if (method === 'PATCH') integrator.republish(first, 'first', { ttl: '1h' });
      if (method === 'DELETE')
        integrator.simulator.removeRelation(integrator.relationOf('leaving'));
    }

    describe.each(['GET', 'POST', 'PATCH', 'DELETE'])('an answer to %s that', (method) => {
      it.each(Object.keys(CUTS))(
        '%s is named in the status, and mended by the next hook',
        async (cut) => {
          await due(method);
          api.intercept = when(method, CUTS[cut] ?? (() => undefined));
          await integrator.run('update-status', api.env);
          expect(integrator.status()).toMatch(
            /^blocked: .*the Kubernetes API (cannot be reached|answered)/,
          );
          api.intercept = () => false;
          await integrator.run('update-status', api.env);
          expect(integrator.status()).toMatch(/^active: /);
          const apps = method === 'POST' ? ['velero/first', 'velero/second'] : ['velero/first'];
          expect(api.apps).toEqual(apps);
        },
      );
    });

    describe('a list', () => {
      const list = (body: object): Intercept =>
        when('GET', (response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ kind: 'ScheduleList', ...body }));
        });

      it.each([
        ['without items', {}, 'an answer has no items'],
        ['of null', { items: null }, 'an answer has no items'],
        ['that begins again', { items: [], metadata: { continue: 'x' } }, 'it begins again'],
      ])('%s takes no Schedule away, and is named', async (_, body, message) => {
        await due('POST');
        api.intercept = list(body);
        await integrator.run('update-status', api.env);
        expect(integrator.status()).toContain(
          `the Kubernetes API's list of Schedules cannot be read: ${message}`,
        );
        expect(api.apps).toEqual(['velero/first']);
        expect(api.requests.length).toBeLessThan(10);
      });

      it('of 1.5 GB is not read to its end', { timeout: 60_000 }, async () => {
        await due('POST');
        let written = 0;
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        api.intercept = when('GET', (response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.on('error', () => undefined);
          const more = (): void => {
            if (written >= 1_500_000_000 || response.destroyed) return void response.end();
            written += chunk.length;
            response.write(chunk, (error) => {
              if (!error) more();
            });
          };
          more();
        });
        integrator.simulator.setConfig('integrator', { 'kubernetes-timeout': 30 });
        await integrator.run('update-status', {
          ...api.env,
          NODE_OPTIONS: '--max-old-space-size=400',
        });
        expect(integrator.status()).toContain(
          'the Kubernetes API answers with more than 67108864 bytes',
        );
        // Asked nine times, for smaller and smaller pages.
        expect(written).toBeLessThan(1_500_000_000);
      });
    });

    it('remove-schedules fails when an answer is cut off', async () => {
      await due('DELETE');
      api.intercept = when(
        'DELETE',
        CUTS['is reset within its content-length'] ?? (() => undefined),
      );
      const { failure } = await integrator.act('remove-schedules', {}, api.env);
      expect(failure).toMatch(/^run it again: .*the Kubernetes API cannot be reached/);
    });
  });
}
