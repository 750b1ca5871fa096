/** Forwards through a Kubernetes API with a long list, and one that is silent: both take their time. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { MANAGED_BY_LABEL, managedByFor } from '@k8s-backup-target/velero';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../../kubernetes-api/client.js';
import { Integrator } from '../integrator.js';
import { type MountedAccount, mountServiceAccount } from '../service-account.js';
import type { KubernetesCharm } from './integrator-kubernetes.js';

const SCHEDULES = '/apis/velero.io/v1/namespaces/velero/schedules';

export function waitingForKubernetes(title: string, charm: () => KubernetesCharm): void {
  describe(title, () => {
    let account: MountedAccount;
    let integrator: Integrator;

    beforeAll(async () => {
      account = await mountServiceAccount(charm().api);
    });

    afterAll(() => account.remove());

    beforeEach(async () => {
      const { folder, run } = charm();
      integrator = new Integrator(run, { 'forward-to': 'kubernetes' }, folder);
      // The hook that remembers the namespace makes no Schedule there.
      await integrator.run('config-changed', account.env);
    });

    it('reads a long list page by page', async () => {
      const { api } = charm();
      const managedBy = managedByFor({ app: 'integrator', modelUuid: integrator.modelUuid });
      const labels = { [MANAGED_BY_LABEL]: managedBy };
      const names = Array.from({ length: 510 }, (_, index) => `old-${index}`);
      for (const name of names) {
        const metadata = { name, namespace: 'velero', labels };
        const spec = { schedule: '@daily', template: {} };
        const body = { apiVersion: 'velero.io/v1', kind: 'Schedule', metadata, spec };
        await ask(api, { method: 'POST', path: SCHEDULES, contentType: 'application/json', body });
      }
      await integrator.run('config-changed', account.env);
      const { body } = await ask<{ items: unknown[] }>(api, { method: 'GET', path: SCHEDULES });
      expect(body.items).toEqual([]);
    });

    describe('an API that does not answer', () => {
      let silent: Server;

      beforeAll(async () => {
        silent = createServer(() => {});
        silent.listen(0, '127.0.0.1');
        await once(silent, 'listening');
      });

      afterAll(() => {
        silent.close();
      });

      it('costs no more than the time limit, and is named in the status', async () => {
        integrator.publish('my-app', {});
        integrator.publish('other-app', {});
        integrator.simulator.setConfig('integrator', { 'kubernetes-timeout': 1 });
        const { port } = silent.address() as AddressInfo;
        await integrator.run('config-changed', {
          ...account.env,
          KUBERNETES_SERVICE_PORT: String(port),
        });
        expect(integrator.status()).toBe(
          'blocked: 2 backup targets; the Kubernetes API cannot be reached: no answer within 1 s',
        );
      });
    });
  });
}
