import type { Backup, Schedule, ScheduleReference } from '@k8s-backup-target/velero';

/** What the charm needs of the Kubernetes API. */
export interface KubernetesApi {
  /** The Schedules in a namespace that carry a label. */
  listSchedules(namespace: string, labelSelector: string): Promise<readonly unknown[]>;
  /** Server-side apply: creates the object, or makes the fields it names as they are there. */
  apply(object: Schedule | Backup): Promise<void>;
  /** Deletes a Schedule, unless someone has made it anew meanwhile. One that is gone is fine. */
  deleteSchedule(reference: ScheduleReference): Promise<void>;
}

/** The Kubernetes API refused a call: the message says what it said. */
export class KubernetesRefusal extends Error {
  override readonly name = 'KubernetesRefusal';
}

/** By name: the client stands in a bundle of its own, with a copy of the class. */
export function isKubernetesRefusal(error: unknown): error is KubernetesRefusal {
  return error instanceof Error && error.name === 'KubernetesRefusal';
}

/** Whether this process runs in a pod, as far as its environment says. */
export function hasServiceAccount(): boolean {
  return Boolean(process.env['KUBERNETES_SERVICE_HOST'] && process.env['KUBERNETES_SERVICE_PORT']);
}

/**
 * Connects from the in-cluster service account.
 *
 * @throws KubernetesRefusal outside a pod.
 *
 * The client library is large, and most hooks need none of it: it stands in a file of its own that is
 * loaded here only.
 */
export async function connectToKubernetes(fieldManager: string): Promise<KubernetesApi> {
  if (!hasServiceAccount()) {
    throw new KubernetesRefusal('there is no Kubernetes API: the charm does not run in a pod');
  }
  const { inClusterApi } = await import('./kubernetes-client.js');
  return inClusterApi(fieldManager);
}
