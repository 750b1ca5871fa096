import type { Backup, Schedule } from '@k8s-backup-target/velero';
import { everyPage } from './every-page.js';
import { type HttpsRequest, sendHttps } from './https-request.js';
import { type ConnectionOptions, type KubernetesApi, KubernetesRefusal } from './kubernetes-api.js';
import { request } from './kubernetes-request.js';
import { serviceAccount } from './service-account.js';

const NOT_FOUND = 404;
const CONFLICT = 409;
/** The most that etcd takes in one request, 1.5 MiB: https://etcd.io/docs/v3.5/dev-guide/limit/ */
const MOST_BYTES = 1_572_864;

/** One call, without what all have in common. */
interface Call extends Pick<HttpsRequest, 'method'> {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: unknown;
  readonly tolerated?: readonly number[];
  readonly isKindNeeded?: boolean;
}

/**
 * The API as the pod's service account may use it.
 *
 * It needs four verbs on two kinds, so it asks by Node.js's own `https`. The usual client is 1 MB of code for
 * all kinds, and its promise never settles when an answer is cut off.
 */
export function inClusterApi({ fieldManager, timeoutSeconds }: ConnectionOptions): KubernetesApi {
  const { server, ca, token } = serviceAccount();
  const call = ({ method, path, query = {}, contentType, body, ...reading }: Call) => {
    const url = new URL(path, server);
    url.search = new URLSearchParams(query).toString();
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
    };
    const sent = { method, url, headers, ca };
    return request({
      timeoutSeconds,
      ...reading,
      send: (signal) =>
        sendHttps({
          ...sent,
          signal,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
    });
  };
  return {
    listSchedules: (namespace) =>
      everyPage({
        timeoutSeconds,
        pageAt: ({ limit, from }) =>
          call({
            method: 'GET',
            path: pathOf('schedules', namespace),
            query: { limit: String(limit), ...(from === undefined ? {} : { continue: from }) },
          }),
      }),
    async create(object) {
      refuseTooLarge(object);
      await call({
        method: 'POST',
        path: pathOf(pluralOf(object), object.metadata.namespace),
        query: { fieldManager },
        contentType: 'application/json',
        body: object,
      });
    },
    async update({ schedule, reference: { namespace, name }, patch }) {
      refuseTooLarge(schedule);
      await call({
        method: 'PATCH',
        path: pathOf('schedules', namespace, name),
        query: { fieldManager },
        contentType: 'application/merge-patch+json',
        body: patch,
      });
    },
    async deleteSchedule({ namespace, name, uid }) {
      await call({
        method: 'DELETE',
        path: pathOf('schedules', namespace, name),
        contentType: 'application/json',
        body: uid === null ? {} : { preconditions: { uid } },
        tolerated: [NOT_FOUND, CONFLICT],
        // Whether it is gone, the next list tells.
        isKindNeeded: false,
      });
    },
  };
}

function pathOf(plural: string, namespace: string, name?: string): string {
  const list = `/apis/velero.io/v1/namespaces/${encodeURIComponent(namespace)}/${plural}`;
  return name === undefined ? list : `${list}/${encodeURIComponent(name)}`;
}

function pluralOf({ kind }: Schedule | Backup): string {
  return kind === 'Schedule' ? 'schedules' : 'backups';
}

function refuseTooLarge(object: Schedule | Backup): void {
  const bytes = Buffer.byteLength(JSON.stringify(object));
  if (bytes <= MOST_BYTES) return;
  throw new KubernetesRefusal(
    'too-large',
    `it has ${bytes} bytes and a cluster stores at most ${MOST_BYTES}: shorten the target's lists`,
  );
}
