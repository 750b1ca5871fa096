/** Forwards through Kubernetes' own API server, with the integrator of one language as processes. */
import { JujuAgent } from '@k8s-backup-target/juju-testing';
import { goSuite } from '@k8s-backup-target/tools/go-suite';
import { afterAll, beforeAll, describe } from 'vitest';
import {
  FIRST_BUILD_LIMIT,
  type KubernetesApi,
  startKubernetesApi,
} from '../../kubernetes-api/start.js';
import { inProcesses } from '../hook-runner.js';
import { type IntegratorCharm, type Language, makeIntegratorCharm } from '../integrator-charm.js';
import { forwardingThroughKubernetes } from './integrator-kubernetes.js';
import { waitingForKubernetes } from './integrator-waits.js';

export function throughKubernetesItself(language: Language): void {
  const suite = goSuite(`through Kubernetes itself, in ${language}`);

  describe.skipIf(suite.isSkipped)(suite.title, () => {
    let agent: JujuAgent;
    let charm: IntegratorCharm;
    let api: KubernetesApi;

    beforeAll(async () => {
      [agent, api, charm] = await Promise.all([
        JujuAgent.start(),
        startKubernetesApi(),
        makeIntegratorCharm(language),
      ]);
    }, FIRST_BUILD_LIMIT);

    afterAll(async () => {
      await Promise.all([agent.close(), api.stop(), charm.remove()]);
    });

    const forwarding = () => ({ folder: charm.folder, run: inProcesses(agent), api });
    forwardingThroughKubernetes('forwarding', forwarding);
    waitingForKubernetes('with much to wait for', forwarding);
  });
}
