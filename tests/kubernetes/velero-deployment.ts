import { VELERO_VERSION } from './build.js';
import { VELERO_NAMESPACE } from './velero.js';

/** Where a cluster has its Deployments of Velero's namespace. */
export const DEPLOYMENTS = `/apis/apps/v1/namespaces/${VELERO_NAMESPACE}/deployments`;

/**
 * The Deployment of Velero. The lab's server runs outside of the cluster: of a real one, this tells the release and
 * the arguments, and a Restore asks for it.
 */
export function veleroDeployment(args: readonly string[] = []): object {
  const labels = { component: 'velero' };
  const server = { name: 'velero', image: `velero/velero:v${VELERO_VERSION}` };
  return {
    metadata: { name: 'velero' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ ...server, args: ['server', ...args] }] },
      },
    },
  };
}
