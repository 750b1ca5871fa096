/** Random objects that relate to others, as Velero follows them. */
import fc from 'fast-check';
import type { LabObject } from '../lab-object.js';
import {
  anywhere,
  CLAIMS,
  CLASSES,
  claimLabels,
  core,
  grouped,
  NAMES,
  object,
  ROLES,
  rbac,
  VOLUMES,
} from './arbitrary-object.js';
import { sometimes } from './sometimes.js';

/** A phase is given only where there is a volume, mostly: the server lets a claim be anything. */
export const claimDetails: fc.Arbitrary<Partial<LabObject>> = fc.record({
  spec: sometimes(85, fc.constantFrom(...VOLUMES, 'pv-gone'), undefined).map((volumeName) =>
    volumeName === undefined ? {} : { volumeName },
  ),
  status: fc.constantFrom('Bound', 'Bound', 'Bound', 'Pending', 'Lost').map((phase) => ({ phase })),
});

/** Generates what a pod mounts and asks for. */
export const podDetails: fc.Arbitrary<Partial<LabObject>> = fc.record({
  spec: fc
    .record({
      nodeName: sometimes(80, fc.constant('node-1'), undefined),
      priorityClassName: sometimes(50, fc.constantFrom(...CLASSES, 'none-such'), undefined),
      volumes: fc
        .uniqueArray(fc.constantFrom(...CLAIMS, 'gone'), { maxLength: 2 })
        .map((claims) =>
          claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
        ),
    })
    .map((spec) =>
      Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)),
    ),
  status: fc
    .constantFrom('Running', 'Running', 'Running', 'Pending', 'Succeeded')
    .map((phase) => ({ phase })),
});

/** Who is bound, to which role. */
export function bindingDetails(namespaces: readonly string[]): fc.Arbitrary<Partial<LabObject>> {
  const account = fc.record({
    kind: fc.constant('ServiceAccount'),
    namespace: fc.constantFrom(...namespaces),
    name: fc.constantFrom(...NAMES),
  });
  const user = fc.record({
    kind: fc.constant('User'),
    apiGroup: fc.constant('rbac.authorization.k8s.io'),
    name: fc.constantFrom(...NAMES),
  });
  return fc.record({
    subjects: fc.array(fc.oneof({ arbitrary: account, weight: 4 }, user), { maxLength: 3 }),
    roleRef: fc.constantFrom(...ROLES, 'none-such').map((name) => ({
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name,
    })),
  });
}

const widget = fc.constant({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  resource: 'widgets.example.com',
});

/** A pod with its claim and account, and what these relate to, each with labels of its own. */
export function workload(namespaces: readonly string[]): fc.Arbitrary<LabObject[]> {
  return fc
    .record({
      namespace: fc.constantFrom(...namespaces),
      volumeName: fc.constantFrom(...VOLUMES, 'pv-gone'),
      role: fc.constantFrom(...ROLES),
      groups: fc.constantFrom(claimLabels, grouped),
    })
    .chain(({ namespace, volumeName, role, groups }) => {
      const place = fc.constant({ namespace });
      const subjects = [{ kind: 'ServiceAccount', namespace, name: 'a' }];
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role };
      const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
      const claim = core('PersistentVolumeClaim', 'persistentvolumeclaims');
      const bound = fc.constant({ spec: { volumeName }, status: { phase: 'Bound' } });
      const running = fc.constant({
        spec: { nodeName: 'node-1', priorityClassName: 'gold', volumes },
        status: { phase: 'Running' },
      });
      const binding = fc.constant({ subjects, roleRef });
      return fc.tuple(
        object(claim, ['data'], place, bound, groups),
        object(claim, ['logs'], place, claimDetails, groups),
        object(core('Pod', 'pods'), ['a'], place, running),
        object(core('ServiceAccount', 'serviceaccounts'), ['a'], place),
        object(core('PersistentVolume', 'persistentvolumes'), VOLUMES, anywhere),
        object(widget, NAMES, place),
        object(rbac('ClusterRole', 'clusterroles'), [role], anywhere),
        object(rbac('ClusterRoleBinding', 'clusterrolebindings'), NAMES, anywhere, binding),
      );
    });
}
