import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import type { Backup, Schedule } from '@k8s-backup-target/velero';
import {
  CustomObjectsApi,
  createConfiguration,
  KubeConfig,
  Observable,
  type ObservableMiddleware,
  PatchStrategy,
  ServerConfiguration,
} from '@kubernetes/client-node';
import { type ConnectionOptions, type KubernetesApi, KubernetesRefusal } from './kubernetes-api.js';
import { request } from './kubernetes-request.js';

const VELERO = { group: 'velero.io', version: 'v1' };
const SCHEDULES = { ...VELERO, plural: 'schedules' };
const NOT_FOUND = 404;
const CONFLICT = 409;
const PAGE_SIZE = 500;
/** The folder where Kubernetes, and Juju with it, mounts the account. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
/** The most that etcd takes in one request, 1.5 MiB: https://etcd.io/docs/v3.5/dev-guide/limit/ */
const MOST_BYTES = 1_572_864;

/** The API as the pod's service account may use it. */
export function inClusterApi({ fieldManager, timeoutSeconds }: ConnectionOptions): KubernetesApi {
  const configuration = inClusterConfiguration();
  const objects = new CustomObjectsApi(configuration);
  const call = <T>(
    send: (options: {
      middleware: ObservableMiddleware[];
      middlewareMergeStrategy: 'append';
    }) => Promise<T>,
    tolerated: readonly number[] = [],
  ) =>
    request({
      timeoutSeconds,
      tolerated,
      send: (signal) => send({ middleware: [aborting(signal)], middlewareMergeStrategy: 'append' }),
    });
  return {
    async listSchedules(namespace) {
      const found: unknown[] = [];
      let page: string | undefined;
      do {
        const place = { ...SCHEDULES, namespace, limit: PAGE_SIZE };
        const from = page === undefined ? {} : { _continue: page };
        const list: unknown = await call((options) =>
          objects.listNamespacedCustomObject({ ...place, ...from }, options),
        );
        found.push(...itemsOf(list));
        page = nextPageOf(list);
      } while (page !== undefined);
      return found;
    },
    async create(object) {
      refuseTooLarge(object);
      const { namespace } = object.metadata;
      const place = { ...VELERO, namespace, plural: pluralOf(object) };
      await call((options) =>
        objects.createNamespacedCustomObject({ ...place, body: object, fieldManager }, options),
      );
    },
    async update({ schedule, reference: { namespace, name }, patch }) {
      refuseTooLarge(schedule);
      await call(({ middleware, ...options }) =>
        objects.patchNamespacedCustomObject(
          { ...SCHEDULES, namespace, name, body: patch, fieldManager },
          { ...options, middleware: [mergePatch, ...middleware] },
        ),
      );
    },
    async deleteSchedule({ namespace, name, uid }) {
      const body = uid === null ? {} : { preconditions: { uid } };
      await call(
        (options) =>
          objects.deleteNamespacedCustomObject({ ...SCHEDULES, namespace, name, body }, options),
        [NOT_FOUND, CONFLICT],
      );
    },
  };
}

function inClusterConfiguration(): ReturnType<typeof createConfiguration> {
  const host = process.env['KUBERNETES_SERVICE_HOST'] ?? '';
  const server = `https://${isIPv6(host) ? `[${host}]` : host}:${process.env['KUBERNETES_SERVICE_PORT']}`;
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'cluster', server, caData: accountFile('ca.crt', 'base64'), skipTLSVerify: false },
    { name: 'account', token: accountToken() },
  );
  return createConfiguration({
    baseServer: new ServerConfiguration(server, {}),
    authMethods: { default: config },
  });
}

/**
 * A token file may end in a line break, which no header takes. Whatever else no header takes is refused
 * here: the library would quote the whole header in its error, and so the token in the unit's status.
 */
function accountToken(): string {
  const token = accountFile('token', 'utf8').trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new KubernetesRefusal(
    'unreachable',
    "the Kubernetes API cannot be asked: the service account's token holds characters that no header takes, or nothing",
  );
}

function accountFile(name: string, encoding: 'utf8' | 'base64'): string {
  // Tests mount the account elsewhere.
  const path = `${process.env['SERVICE_ACCOUNT_ROOT'] ?? ''}${ACCOUNT}/${name}`;
  try {
    return readFileSync(path).toString(encoding);
  } catch {
    throw new KubernetesRefusal(
      'unreachable',
      `the Kubernetes API cannot be reached: the service account's ${name} cannot be read from ${path}`,
    );
  }
}

function aborting(signal: AbortSignal): ObservableMiddleware {
  return onRequest((context) => context.setSignal(signal));
}

const mergePatch: ObservableMiddleware = onRequest((context) =>
  context.setHeaderParam('Content-Type', PatchStrategy.MergePatch),
);

function onRequest(
  change: (context: Parameters<ObservableMiddleware['pre']>[0]) => void,
): ObservableMiddleware {
  return {
    pre(context) {
      change(context);
      return new Observable(Promise.resolve(context));
    },
    post: (context) => new Observable(Promise.resolve(context)),
  };
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

function itemsOf(list: unknown): readonly unknown[] {
  if (typeof list !== 'object' || list === null || !('items' in list)) return [];
  return Array.isArray(list.items) ? list.items : [];
}

function nextPageOf(list: unknown): string | undefined {
  if (typeof list !== 'object' || list === null || !('metadata' in list)) return undefined;
  const { metadata } = list;
  if (typeof metadata !== 'object' || metadata === null || !('continue' in metadata)) {
    return undefined;
  }
  const token = metadata.continue;
  return typeof token === 'string' && token !== '' ? token : undefined;
}
