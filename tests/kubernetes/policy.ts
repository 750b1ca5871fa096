import { VELERO_NAMESPACE } from './velero.js';

/** The name of the ConfigMap with the policy of a test. */
export const POLICY_NAME = 'policy';

/** A Backup's reference to it. */
export const POLICY_REFERENCE = { kind: 'configmap', name: POLICY_NAME };

/** The ConfigMap with a policy, in JSON, which is YAML too. */
export function policyConfigMap(policy: object) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: POLICY_NAME, namespace: VELERO_NAMESPACE },
    data: { 'policy.yaml': JSON.stringify(policy) },
  };
}
