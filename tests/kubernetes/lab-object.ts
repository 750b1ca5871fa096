/** An object as the preview's vectors write it: what decides a backup, without what the API also asks for. */
export interface LabObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Plural name and group: `pods`, `deployments.apps`. */
  readonly resource: string;
  readonly namespaced: boolean;
  readonly namespace: string | null;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: { readonly phase?: string };
  readonly subjects?: readonly Readonly<Record<string, string>>[];
  readonly roleRef?: Readonly<Record<string, string>>;
  /** Any text: the object is being deleted. */
  readonly deletionTimestamp?: string;
}

/** Keeps an object that is being deleted until a test takes it away. */
const HOLD = 'k8s-backup-target.test/hold';

const CONTAINERS = { containers: [{ name: 'main', image: 'none' }] };
const SELECTED = {
  selector: { matchLabels: { lab: 'selected' } },
  template: { metadata: { labels: { lab: 'selected' } }, spec: CONTAINERS },
};

/** Fields that the API server asks for, next to those that decide a backup, by kind. */
const REQUIRED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ClusterRole: { rules: [] },
  CronJob: {
    spec: {
      schedule: '@daily',
      jobTemplate: { spec: { template: { spec: { ...CONTAINERS, restartPolicy: 'Never' } } } },
    },
  },
  DaemonSet: { spec: SELECTED },
  Deployment: { spec: SELECTED },
  NetworkPolicy: { spec: { podSelector: {} } },
  PersistentVolume: {
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: '/lab' },
    },
  },
  PersistentVolumeClaim: {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  },
  Pod: { spec: CONTAINERS },
  PriorityClass: { value: 1 },
  ReplicaSet: { spec: SELECTED },
  Service: { spec: { ports: [{ port: 80 }] } },
  StatefulSet: { spec: { ...SELECTED, serviceName: 'lab' } },
  StorageClass: { provisioner: 'k8s-backup-target.test/none' },
};

/** `/api/v1/namespaces/app/configmaps`, where objects like it are created and listed. */
export function collectionOf(
  object: Pick<LabObject, 'apiVersion' | 'namespace' | 'resource'>,
): string {
  const { apiVersion, namespace, resource } = object;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${root}/${namespace === null ? '' : `namespaces/${namespace}/`}${resource.split('.')[0]}`;
}

export function pathOf(object: LabObject): string {
  return `${collectionOf(object)}/${object.name}`;
}

/** `plural.group/namespace/name`, as backups and previews name objects. */
export function keyOf({ resource, namespace, name }: LabObject): string {
  return `${resource}/${namespace ?? ''}/${name}`;
}

/** The object as it is created. The API server sets its status to the first one. */
export function manifestOf(object: LabObject): Record<string, unknown> {
  const { apiVersion, kind, name, namespace, labels, subjects, roleRef } = object;
  const required = REQUIRED[kind] ?? {};
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      labels,
      ...(namespace === null ? {} : { namespace }),
      ...(object.deletionTimestamp === undefined ? {} : { finalizers: [HOLD] }),
    },
    ...required,
    ...specOf(object, required['spec']),
    ...(subjects === undefined ? {} : { subjects }),
    ...(roleRef === undefined ? {} : { roleRef }),
    ...(kind === 'Event' ? { involvedObject: { namespace, kind: 'ConfigMap', name: 'lab' } } : {}),
  };
}

function specOf({ spec }: LabObject, required: unknown): { spec?: object } {
  if (spec === undefined) return {};
  return { spec: { ...(typeof required === 'object' ? required : {}), ...spec } };
}

/** Tells whether the API server makes it by itself: one Event is served by two groups. */
export function isServedTwin(object: LabObject, others: readonly LabObject[]): boolean {
  const { resource, namespace, name } = object;
  if (resource !== 'events.events.k8s.io') return false;
  const twin = keyOf({ ...object, resource: 'events', namespace, name });
  return others.some((other) => keyOf(other) === twin);
}
