import { groupBy } from '../collections/group-by.js';
import { groupOf, type Need, type VeleroType } from './needs.js';

/** A ClusterRole of Kubernetes. */
export interface ClusterRole {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRole';
  readonly metadata: { readonly name: string };
  readonly rules: readonly PolicyRule[];
}

/** A rule of a role. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** A role, and how to give it to somebody. */
export interface Grant {
  readonly role: ClusterRole;
  readonly binding: string;
}

/**
 * The roles for commands with these needs: one for what is in Velero's namespace, to be bound in it, and one for
 * inventories, to be bound in the whole cluster.
 */
export function grantsFor(needs: readonly Need[], namespace: string): readonly Grant[] {
  const types = [...new Set(needs.flatMap(({ velero }) => velero))];
  const inVelero = types.length === 0 ? [] : [grantInVelero(types, namespace)];
  return needs.some(({ inventory }) => inventory) ? [...inVelero, INVENTORY] : inVelero;
}

function grantInVelero(types: readonly VeleroType[], namespace: string): Grant {
  const rules = [...groupBy(types, groupOf)].map(([group, resources]) => rule(group, resources));
  return {
    role: clusterRole('kbt-velero', rules),
    binding: `kubectl create rolebinding kbt-velero -n ${namespace} --clusterrole kbt-velero --user USER`,
  };
}

/** Kubernetes has no right for metadata alone: this one also allows what kbt never asks for. */
const INVENTORY: Grant = {
  role: clusterRole('kbt-inventory', [rule('*', ['*'])]),
  binding:
    'kubectl create clusterrolebinding kbt-inventory --clusterrole kbt-inventory --user USER',
};

function clusterRole(name: string, rules: readonly PolicyRule[]): ClusterRole {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  };
}

function rule(group: string, resources: readonly string[]): PolicyRule {
  return { apiGroups: [group], resources, verbs: ['list'] };
}
