import type { Inventory, InventoryObject } from '../index.js';
import { GROUPS } from './discovery.js';

type Details = Omit<InventoryObject, 'resource' | 'namespace' | 'name'>;

/** The object of a key: `configmaps/app/web`, `persistentvolumes//pv-1`. */
export function object(key: string, details: Details = {}): InventoryObject {
  const [resource = '', namespace = '', name = ''] = key.split('/');
  return { resource, namespace: namespace === '' ? null : namespace, name, ...details };
}

export function namespace(name: string, details: Details = {}): InventoryObject {
  return object(`namespaces//${name}`, { status: { phase: 'Active' }, ...details });
}

export function claim(key: string, volumeName: string, details: Details = {}): InventoryObject {
  return object(`persistentvolumeclaims/${key}`, {
    spec: { volumeName },
    status: { phase: 'Bound' },
    ...details,
  });
}

/** A running pod that mounts the claims. */
export function pod(
  key: string,
  claims: readonly string[],
  details: Details = {},
): InventoryObject {
  const volumes = claims.map((claimName) => ({ persistentVolumeClaim: { claimName } }));
  return object(`pods/${key}`, {
    status: { phase: 'Running' },
    ...details,
    spec: { nodeName: 'node', volumes, ...details.spec },
  });
}

export function binding(name: string, role: string, account: string): InventoryObject {
  const [of = '', called = ''] = account.split('/');
  return object(`clusterrolebindings.rbac.authorization.k8s.io//${name}`, {
    subjects: [{ kind: 'ServiceAccount', namespace: of, name: called }],
    roleRef: { name: role },
  });
}

export function inventory(...objects: readonly InventoryObject[]): Inventory {
  return { groups: GROUPS, objects };
}
