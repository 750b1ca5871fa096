import type { PolicyConfigMap, VeleroState } from '../inventory/inventory.js';
import type { Policies } from '../policies/policies.js';
import { readPolicies } from '../policies/read-policies.js';
import type { Semantics } from '../semantics.js';
import type { Filters } from '../spec/filters.js';
import type { ValidationIssue } from '../validation-issue.js';

/** The policies of a Backup: those that were read, none, or why validation fails. */
export interface ResourcePolicy {
  readonly policies: Policies | undefined;
  readonly errors: readonly ValidationIssue[];
  /** True where the Backup refers to a policy and the inventory does not tell Velero's ConfigMaps. */
  readonly isUnknown: boolean;
}

const PATH = '/resourcePolicy';

/** Velero's GetResourcePoliciesFromBackup. */
export function resourcePolicyOf(
  { policyConfigMap }: Filters,
  velero: VeleroState | null | undefined,
  semantics: Semantics,
): ResourcePolicy {
  const configMaps = velero?.configMaps ?? undefined;
  const isUnknown = policyConfigMap !== null && configMaps === undefined;
  if (policyConfigMap === null || configMaps === undefined) {
    return { policies: undefined, errors: [], isUnknown };
  }
  const configMap = configMaps.find(({ name }) => name === policyConfigMap);
  const read = readConfigMap(policyConfigMap, configMap, semantics);
  return typeof read === 'string'
    ? { policies: undefined, errors: [invalid(read)], isUnknown: false }
    : { policies: read, errors: [], isUnknown: false };
}

/** The policies, or why there are none. */
function readConfigMap(
  name: string,
  configMap: PolicyConfigMap | undefined,
  { policies }: Semantics,
): Policies | string {
  const called = `the ConfigMap ${JSON.stringify(name)}`;
  if (configMap === undefined) return `${called} does not exist in Velero's namespace`;
  const [text, second] = Object.values(configMap.data ?? {});
  if (text === undefined || second !== undefined) return `${called} does not have exactly one key`;
  const read = readPolicies(text, policies);
  return read.ok ? read.policies : `the policy of ${called}: ${read.reason}`;
}

function invalid(message: string): ValidationIssue {
  return { rule: 'resource-policy:invalid', path: PATH, message };
}

/** The error of a policy that filters beside old filters. */
export function oldFiltersWithPolicy(policies: Policies | undefined): readonly ValidationIssue[] {
  if (policies === undefined) return [];
  const { includeExclude, clusterScoped, namespaced } = policies;
  const filters =
    includeExclude !== undefined || clusterScoped !== undefined || namespaced.length > 0;
  if (!filters) return [];
  const message =
    'a policy with filters cannot be used together with included and excluded resources and includeClusterResources';
  return [{ rule: 'resource-policy:old-filters', path: PATH, message }];
}
