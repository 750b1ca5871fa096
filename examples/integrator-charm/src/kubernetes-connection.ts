import { type ConnectionOptions, type KubernetesApi, KubernetesRefusal } from './kubernetes-api.js';

/**
 * Connects from the in-cluster service account. The client is loaded here only: most hooks need none of it,
 * and Node.js's `https` takes some milliseconds to load.
 *
 * @throws KubernetesRefusal `no-api` outside a pod, `unreachable` when the account cannot be read.
 */
export async function connectToKubernetes(options: ConnectionOptions): Promise<KubernetesApi> {
  if (!(process.env['KUBERNETES_SERVICE_HOST'] && process.env['KUBERNETES_SERVICE_PORT'])) {
    throw new KubernetesRefusal(
      'no-api',
      'there is no Kubernetes API: the charm does not run in a pod',
    );
  }
  const { inClusterApi } = await import('./kubernetes-client.js');
  return inClusterApi(options);
}
