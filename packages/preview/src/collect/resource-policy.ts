import type { VeleroRules } from '@k8s-backup-target/lint';
import { issueOf } from '@k8s-backup-target/schema/internal';
import {
  policyInvalidKeys,
  policyInvalidMissing,
  policyInvalidPolicy,
  policyWithOldFiltersSpec,
} from '../generated/templates.js';
import type { PolicyConfigMap, VeleroState } from '../inventory/inventory.js';
import type { Policies } from '../policies/policies.js';
import { readPolicies } from '../policies/read-policies.js';
import { policySupport } from '../policies/support.js';
import type { Filters } from '../spec/filters.js';
import type { ValidationIssue } from '../validation-issue.js';

/** The policies of a Backup: those that were read, none, or why validation fails. */
export interface ResourcePolicy {
  readonly policies: Policies | undefined;
  /** Without the global ones. */
  readonly ownPolicies: Policies | undefined;
  readonly errors: readonly ValidationIssue[];
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
  const errors = [own, global].flatMap((read) => (isRefused(read) ? [read] : []));
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

type Read = Policies | ValidationIssue | null | undefined;

function isRefused(read: Read): read is ValidationIssue {
  return read !== undefined && read !== null && 'rule' in read;
}

function policiesIn(read: Read): Policies | undefined {
  return isRefused(read) ? undefined : (read ?? undefined);
}

function globalPolicyOf(velero: VeleroState | null | undefined, { policyGlobal }: VeleroRules) {
  const name = velero?.server?.globalBackupVolumePoliciesConfigmap ?? '';
  return policyGlobal && name !== '' ? name : null;
}

/** Undefined where none is asked for, null where the inventory does not hold it, an issue where it is refused. */
function readNamed(
  name: string | null,
  velero: VeleroState | null | undefined,
  semantics: VeleroRules,
): Read {
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
): Policies | ValidationIssue {
  if (configMap === undefined) return issueOf(policyInvalidMissing, PATH, { name });
  const [text, second] = Object.values(configMap.data ?? {});
  if (text === undefined || second !== undefined) {
    return issueOf(policyInvalidKeys, PATH, { name });
  }
  const read = readPolicies(text, policySupport(rules));
  return read.ok
    ? read.policies
    : issueOf(policyInvalidPolicy, PATH, { name, reason: read.reason }, 1000);
}

/** The error of a policy that filters combined with old filters. */
export function oldFiltersWithPolicy(policies: Policies | undefined): readonly ValidationIssue[] {
  if (policies === undefined) return [];
  const { includeExclude, clusterScoped, namespaced } = policies;
  const filters =
    includeExclude !== undefined || clusterScoped !== undefined || namespaced.length > 0;
  return filters ? [issueOf(policyWithOldFiltersSpec, PATH, {})] : [];
}
