import type {
  Backup,
  Schedule,
  ScheduleReference,
  ScheduleUpdate,
} from '@k8s-backup-target/velero';

/** The part of the Kubernetes API that the charm needs. Every call rejects with a `KubernetesRefusal`. */
export interface KubernetesApi {
  /** Every Schedule in a namespace. */
  listSchedules(namespace: string): Promise<readonly unknown[]>;
  /** Creates an object, by POST: one of that name which is there already stays as it is. */
  create(object: Schedule | Backup): Promise<void>;
  /** Changes a Schedule, unless someone else has changed or replaced it since it was read. */
  update(update: ScheduleUpdate): Promise<void>;
  /** Deletes a Schedule, unless someone has made it again meanwhile. One that is gone is fine. */
  deleteSchedule(reference: ScheduleReference): Promise<void>;
}

/**
 * Why a call failed.
 *
 * | code | meaning |
 * |---|---|
 * | `no-api` | the charm does not run in a pod |
 * | `unreachable` | no whole answer: the address, the certificate, the token's file, the time limit, a connection that was cut |
 * | `refused` | the API server answered with an error |
 * | `exists` | there is an object of that name |
 * | `too-large` | the object is larger than the cluster can store, and was not sent; or an answer is larger than this process should hold |
 */
export type KubernetesRefusalCode = 'no-api' | 'unreachable' | 'refused' | 'exists' | 'too-large';

/** The Kubernetes API did not do it. The message is one line, and holds no token. */
export class KubernetesRefusal extends Error {
  override readonly name = 'KubernetesRefusal';
  readonly code: KubernetesRefusalCode;

  constructor(code: KubernetesRefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Checks whether the API did not do it, and said or showed why. */
export function isKubernetesRefusal(error: unknown): error is KubernetesRefusal {
  return error instanceof KubernetesRefusal;
}

/** Options for the connection to the API. */
export interface ConnectionOptions {
  /** Shown in the objects' `managedFields`. */
  readonly fieldManager: string;
  /** The time limit of one request, in seconds, its retries included. */
  readonly timeoutSeconds: number;
}
