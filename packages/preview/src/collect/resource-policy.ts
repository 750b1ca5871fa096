import type { VeleroRules } from '@k8s-backup-target/lint';
import type { PolicyConfigMap, VeleroState } from '../inventory/inventory.js';
import type { Policies } from '../policies/policies.js';
import { readPolicies } from '../policies/read-policies.js';
import { policySupport } from '../policies/support.js';
import type { Filters } from '../spec/filters.js';
import type { SpecFault } from '../validation-issue.js';

/** The policies of a Backup: those that were read, none, or why validation fails. */
export interface ResourcePolicy {
  readonly policies: Policies | undefined;
  /** Without the global ones. */
  readonly ownPolicies: Policies | undefined;
  readonly errors: readonly SpecFault[];
  /** True where the Backup refers to a policy and the inventory does not tell Velero's ConfigMaps. */
  readonly isUnknown: boolean;
}

const PATH = '/resourcePolicy';

/** Velero's GetResourcePoliciesFromBackupWithGlobal: the volume policies of the Backup come first. */
export function resourcePolicyOf(
  { policyConfigMap }: Filters,
  velero: VeleroState | null | undefined,
  semantics: VeleroRules,
): ResourcePolicy {
  const name = globalPolicyOf(velero, semantics);
  const own = readNamed(policyConfigMap, velero, semantics);
  const global = readNamed(name, velero, semantics);
  const errors = [own, global].flatMap((read) => (typeof read === 'string' ? [invalid(read)] : []));
  const isUnknown = own === null || global === null;
  const [mine, shared] = [policiesIn(own), policiesIn(global)];
  if (errors.length > 0 || shared === undefined) {
    return { policies: mine, ownPolicies: mine, errors, isUnknown };
  }
  const volumePolicies = [...(mine?.volumePolicies ?? []), ...shared.volumePolicies];
  const policies = { ...(mine ?? NO_FILTERS), volumePolicies };
  return { policies, ownPolicies: mine, errors, isUnknown };
}

/** Only the volume policies of a global policy count. */
const NO_FILTERS = { includeExclude: undefined, clusterScoped: undefined, namespaced: [] };

function policiesIn(read: Policies | string | null | undefined): Policies | undefined {
  return typeof read === 'object' && read !== null ? read : undefined;
}

function globalPolicyOf(velero: VeleroState | null | undefined, { policyGlobal }: VeleroRules) {
  const name = velero?.server?.globalBackupVolumePoliciesConfigmap ?? '';
  return policyGlobal && name !== '' ? name : null;
}

/** Undefined where none is asked for, null where the inventory does not hold it, a text where it is refused. */
function readNamed(
  name: string | null,
  velero: VeleroState | null | undefined,
  semantics: VeleroRules,
): Policies | string | null | undefined {
  if (name === null) return undefined;
  const configMaps = velero?.configMaps ?? undefined;
  if (configMaps === undefined) return null;
  const configMap = configMaps.find((one) => one.name === name);
  return readConfigMap(name, configMap, semantics);
}

/** The policies, or why there are none. */
function readConfigMap(
  name: string,
  configMap: PolicyConfigMap | undefined,
  rules: VeleroRules,
): Policies | string {
  const called = `the ConfigMap ${JSON.stringify(name)}`;
  if (configMap === undefined) return `${called} does not exist in Velero's namespace`;
  const [text, second] = Object.values(configMap.data ?? {});
  if (text === undefined || second !== undefined) return `${called} does not have exactly one key`;
  const read = readPolicies(text, policySupport(rules));
  return read.ok ? read.policies : `the policy of ${called}: ${read.reason}`;
}

function invalid(message: string): SpecFault {
  return { check: 'resource-policy:invalid', path: PATH, message };
}

/** The error of a policy that filters beside old filters. */
export function oldFiltersWithPolicy(policies: Policies | undefined): readonly SpecFault[] {
  if (policies === undefined) return [];
  const { includeExclude, clusterScoped, namespaced } = policies;
  const filters =
    includeExclude !== undefined || clusterScoped !== undefined || namespaced.length > 0;
  if (!filters) return [];
  const message =
    'a policy with filters cannot be used together with included and excluded resources and includeClusterResources';
  return [{ check: 'resource-policy:old-filters', path: PATH, message }];
}
