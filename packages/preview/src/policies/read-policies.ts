import type { LabelSelector } from '../labels/label-selector.js';
import { fieldsOf, isNull, itemsOf, textMapOf, textOf, textsOf } from '../yaml/decode.js';
import { YamlFault, type YamlNode } from '../yaml/node.js';
import { readYaml } from '../yaml/read-yaml.js';
import type {
  IncludeExcludePolicy,
  NamespacedPolicy,
  Policies,
  ResourceFilterPolicy,
  VolumeAction,
  VolumePolicy,
} from './policies.js';
import type { PolicySupport } from './support.js';
import { validateClusterScoped, validateIncludeExclude, validateNamespaced } from './validate.js';
import { conditionsOf } from './volume-conditions.js';

/** The policies of a text, or why Velero refuses them, in one line. */
export type ReadPolicies =
  | { readonly ok: true; readonly policies: Policies }
  | { readonly ok: false; readonly reason: string };

/** Reads a policy as Velero does: its YAML by the rules of Go's yaml.v3, unknown fields refused. */
export function readPolicies(text: string, support: PolicySupport): ReadPolicies {
  try {
    return { ok: true, policies: policiesIn(readYaml(text), support) };
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    return { ok: false, reason: error.message };
  }
}

const SECTIONS = ['version', 'volumePolicies'] as const;
const FINE_SECTIONS = ['clusterScopedFilterPolicy', 'namespacedFilterPolicies'] as const;
const INCLUDE_EXCLUDE = [
  'includedClusterScopedResources',
  'excludedClusterScopedResources',
  'includedNamespaceScopedResources',
  'excludedNamespaceScopedResources',
] as const;
const FILTER = ['kinds', 'labelSelector', 'orLabelSelectors', 'names', 'excludedNames'] as const;
const ACTIONS: readonly VolumeAction[] = ['skip', 'snapshot', 'fs-backup', 'custom'];

function policiesIn(node: YamlNode, support: PolicySupport): Policies {
  const field = fieldsOf(node, 'the policy', [
    ...SECTIONS,
    ...(support.includeExclude ? (['includeExcludePolicy'] as const) : []),
    ...(support.fineFilters ? FINE_SECTIONS : []),
  ]);
  const policies = {
    volumePolicies: structsIn(field('volumePolicies'), 'volumePolicies', (policy) =>
      volumePolicyOf(policy, support),
    ),
    includeExclude: includeExcludeOf(field('includeExcludePolicy')),
    clusterScoped: clusterScopedOf(field('clusterScopedFilterPolicy')),
    namespaced: structsIn(
      field('namespacedFilterPolicies'),
      'namespacedFilterPolicies',
      namespacedOf,
    ),
  };
  const version = textOf(field('version'), 'version') ?? '';
  if (version !== 'v1') throw new YamlFault(`the version is ${JSON.stringify(version)}, not "v1"`);
  if (policies.includeExclude !== undefined) validateIncludeExclude(policies.includeExclude);
  if (policies.clusterScoped !== undefined) validateClusterScoped(policies.clusterScoped);
  validateNamespaced(policies.namespaced);
  return policies;
}

/** Items that are null are dropped. */
function structsIn<Value>(
  node: YamlNode,
  name: string,
  read: (item: YamlNode) => Value,
): readonly Value[] {
  return itemsOf(node, name).flatMap((item) => (isNull(item) ? [] : [read(item)]));
}

function volumePolicyOf(node: YamlNode, support: PolicySupport): VolumePolicy {
  const field = fieldsOf(node, 'a volume policy', ['conditions', 'action']);
  const action = fieldsOf(field('action'), 'action', ['type', 'parameters']);
  const parameters = action('parameters');
  if (!isNull(parameters) && parameters.kind !== 'map') {
    throw new YamlFault('parameters is not a map');
  }
  const type = textOf(action('type'), 'type') ?? '';
  const known = ACTIONS.find((one) => one === type);
  if (known === undefined || (known === 'custom' && !support.customAction)) {
    throw new YamlFault(`${JSON.stringify(type)} is not an action`);
  }
  return { conditions: conditionsOf(field('conditions'), support), action: known };
}

function includeExcludeOf(node: YamlNode): IncludeExcludePolicy | undefined {
  if (isNull(node)) return undefined;
  const field = fieldsOf(node, 'includeExcludePolicy', INCLUDE_EXCLUDE);
  const list = (name: (typeof INCLUDE_EXCLUDE)[number]) => textsOf(field(name), name);
  return {
    includedClusterScopedResources: list('includedClusterScopedResources'),
    excludedClusterScopedResources: list('excludedClusterScopedResources'),
    includedNamespaceScopedResources: list('includedNamespaceScopedResources'),
    excludedNamespaceScopedResources: list('excludedNamespaceScopedResources'),
  };
}

function clusterScopedOf(node: YamlNode): readonly ResourceFilterPolicy[] | undefined {
  if (isNull(node)) return undefined;
  const field = fieldsOf(node, 'clusterScopedFilterPolicy', ['resourceFilters']);
  return structsIn(field('resourceFilters'), 'resourceFilters', filterOf);
}

function namespacedOf(node: YamlNode): NamespacedPolicy {
  const field = fieldsOf(node, 'namespacedFilterPolicies', ['namespaces', 'resourceFilters']);
  return {
    namespaces: textsOf(field('namespaces'), 'namespaces'),
    resourceFilters: structsIn(field('resourceFilters'), 'resourceFilters', filterOf),
  };
}

function filterOf(node: YamlNode): ResourceFilterPolicy {
  const field = fieldsOf(node, 'resourceFilters', FILTER);
  return {
    kinds: textsOf(field('kinds'), 'kinds'),
    labelSelector: selectorOf(field('labelSelector')),
    orLabelSelectors: itemsOf(field('orLabelSelectors'), 'orLabelSelectors').map(selectorOf),
    names: textsOf(field('names'), 'names'),
    excludedNames: textsOf(field('excludedNames'), 'excludedNames'),
  };
}

function selectorOf(node: YamlNode): LabelSelector | null {
  if (isNull(node)) return null;
  const field = fieldsOf(node, 'a label selector', ['matchLabels', 'matchExpressions']);
  return {
    matchLabels: textMapOf(field('matchLabels'), 'matchLabels') ?? {},
    matchExpressions: structsIn(field('matchExpressions'), 'matchExpressions', (expression) => {
      const part = fieldsOf(expression, 'matchExpressions', ['key', 'operator', 'values']);
      return {
        key: textOf(part('key'), 'key') ?? '',
        operator: textOf(part('operator'), 'operator') ?? '',
        values: textsOf(part('values'), 'values'),
      };
    }),
    path: '/resourcePolicy',
  };
}
