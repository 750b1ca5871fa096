import type { Backup, Schedule } from '@k8s-backup-target/velero';
import {
  ApiException,
  CustomObjectsApi,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node';
import { type KubernetesApi, KubernetesRefusal } from './kubernetes-api.js';

const VELERO = { group: 'velero.io', version: 'v1' };
const UNAUTHORIZED = 401;
const NOT_FOUND = 404;
const CONFLICT = 409;

/** The API as the pod's service account may use it. */
export function inClusterApi(fieldManager: string): KubernetesApi {
  const config = new KubeConfig();
  // Juju mounts the account where Kubernetes does; tests mount it elsewhere.
  config.loadFromCluster(process.env['SERVICE_ACCOUNT_ROOT'] ?? '');
  const objects = config.makeApiClient(CustomObjectsApi);
  return {
    async listSchedules(namespace, labelSelector) {
      const list: unknown = await refusalOf(
        objects.listNamespacedCustomObject({
          ...VELERO,
          namespace,
          plural: 'schedules',
          labelSelector,
        }),
      );
      return itemsOf(list);
    },
    async apply(object) {
      await refusalOf(
        objects.patchNamespacedCustomObject(
          { ...VELERO, ...placeOf(object), body: object, fieldManager, force: true },
          setHeaderOptions('Content-Type', PatchStrategy.ServerSideApply),
        ),
      );
    },
    async deleteSchedule({ namespace, name, uid }) {
      const body = uid === null ? {} : { preconditions: { uid } };
      await refusalOf(
        objects.deleteNamespacedCustomObject({
          ...VELERO,
          namespace,
          plural: 'schedules',
          name,
          body,
        }),
        [NOT_FOUND, CONFLICT],
      );
    },
  };
}

function placeOf({ kind, metadata }: Schedule | Backup): {
  namespace: string;
  plural: string;
  name: string;
} {
  const { name, namespace } = metadata;
  return { namespace, name, plural: kind === 'Schedule' ? 'schedules' : 'backups' };
}

function itemsOf(list: unknown): readonly unknown[] {
  if (typeof list !== 'object' || list === null || !('items' in list)) return [];
  return Array.isArray(list.items) ? list.items : [];
}

/** Turns an answer that is an error, or the lack of one, into one sentence. */
async function refusalOf<T>(
  call: Promise<T>,
  tolerated: readonly number[] = [],
): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ApiException)) throw new KubernetesRefusal(describeFailure(error));
    if (tolerated.includes(error.code)) return undefined;
    throw new KubernetesRefusal(describeAnswer(error));
  }
}

/** A connection that fails: the address, the certificate, the token's file. */
function describeFailure(error: unknown): string {
  return `the Kubernetes API cannot be reached: ${error instanceof Error ? error.message : String(error)}`;
}

function describeAnswer({ code, body }: ApiException<unknown>): string {
  const reason = code === UNAUTHORIZED ? 'the service account is not accepted' : messageOf(body);
  return `the Kubernetes API answered ${code}: ${reason}`;
}

/** The `message` of a Kubernetes Status, which the library hands over as text, parsed, or not at all. */
function messageOf(body: unknown): string {
  if (body === undefined) return 'no reason is given';
  const status: unknown = typeof body === 'string' ? parsed(body) : body;
  if (typeof status !== 'object' || status === null || !('message' in status))
    return String(body).trim();
  return String(status.message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
