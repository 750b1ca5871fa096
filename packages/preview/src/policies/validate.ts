import { compileGlob } from '../glob/glob.js';
import { faultOfWildcards } from '../glob/wildcards.js';
import { compileSelector } from '../labels/compile-selector.js';
import type { LabelSelector } from '../labels/label-selector.js';
import { YamlFault } from '../yaml/node.js';
import {
  type IncludeExcludePolicy,
  isCatchAll,
  type NamespacedPolicy,
  type ResourceFilterPolicy,
} from './policies.js';

/** @throws YamlFault where Velero's IncludeExcludePolicy.Validate finds a fault. */
export function validateIncludeExclude(policy: IncludeExcludePolicy): void {
  const {
    includedClusterScopedResources,
    excludedClusterScopedResources,
    includedNamespaceScopedResources,
    excludedNamespaceScopedResources,
  } = policy;
  validateLists(includedClusterScopedResources, excludedClusterScopedResources);
  validateLists(includedNamespaceScopedResources, excludedNamespaceScopedResources);
}

function validateLists(includes: readonly string[], excludes: readonly string[]): void {
  if ([...includes, ...excludes].includes('*')) {
    throw new YamlFault('includeExcludePolicy cannot hold "*"');
  }
  const included = new Set(includes);
  const both = excludes.find((entry) => included.has(entry));
  if (both !== undefined) {
    throw new YamlFault(`includeExcludePolicy both includes and excludes ${JSON.stringify(both)}`);
  }
}

/** @throws YamlFault where Velero's validateClusterScopedFilterPolicy finds a fault. */
export function validateClusterScoped(filters: readonly ResourceFilterPolicy[]): void {
  const name = 'clusterScopedFilterPolicy';
  if (filters.length === 0) throw new YamlFault(`${name} has no resourceFilters`);
  if (filters.some(isCatchAll)) throw new YamlFault(`${name} has a filter without kinds`);
  const kinds = filters.flatMap((filter) => filter.kinds);
  validateOnce(kinds, `${name} has the kind`);
  for (const filter of filters) validateFilter(filter, name);
}

/** @throws YamlFault where Velero's validateNamespacedFilterPolicies finds a fault. */
export function validateNamespaced(policies: readonly NamespacedPolicy[]): void {
  const name = 'namespacedFilterPolicies';
  for (const { namespaces, resourceFilters } of policies) {
    if (namespaces.length === 0) throw new YamlFault(`${name} has an entry without namespaces`);
    if (resourceFilters.length === 0) {
      throw new YamlFault(`${name} has an entry without resourceFilters`);
    }
    for (const pattern of namespaces) validatePattern(pattern, name);
    validateCatchAlls(resourceFilters.filter(isCatchAll), name);
    const kinds = resourceFilters.flatMap((filter) => filter.kinds).filter((kind) => kind !== '*');
    validateOnce(kinds, `${name} has the kind`);
    for (const filter of resourceFilters) validateFilter(filter, name);
  }
  const patterns = policies.flatMap(({ namespaces }) => namespaces);
  validateOnce(patterns, `${name} has the namespace`);
}

function validatePattern(pattern: string, name: string): void {
  const fault = faultOfWildcards(pattern);
  if (fault !== undefined) {
    throw new YamlFault(`${name} has the namespace ${JSON.stringify(pattern)}, which ${fault}`);
  }
}

function validateCatchAlls(filters: readonly ResourceFilterPolicy[], name: string): void {
  if (filters.length > 1) throw new YamlFault(`${name} has two filters for all other kinds`);
  if (filters.some(({ names, excludedNames }) => names.length + excludedNames.length > 0)) {
    throw new YamlFault(`${name} has names in a filter for all other kinds`);
  }
}

function validateOnce(texts: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const text of texts) {
    if (seen.has(text)) throw new YamlFault(`${what} ${JSON.stringify(text)} twice`);
    seen.add(text);
  }
}

function validateFilter(filter: ResourceFilterPolicy, name: string): void {
  const { labelSelector, orLabelSelectors, names, excludedNames } = filter;
  if (isPresent(labelSelector) && orLabelSelectors.length > 0) {
    throw new YamlFault(`${name} has labelSelector together with orLabelSelectors`);
  }
  for (const selector of [labelSelector, ...orLabelSelectors]) {
    const fault = isPresent(selector) ? compileSelector(selector).fault : undefined;
    if (fault !== undefined) throw new YamlFault(`${name} has a label selector that ${fault}`);
  }
  for (const pattern of [...names, ...excludedNames]) {
    const glob = compileGlob(pattern);
    if (!glob.ok && !glob.tooLong) {
      const text = JSON.stringify(pattern);
      throw new YamlFault(`${name} has the name ${text}, which cannot be compiled: ${glob.reason}`);
    }
  }
}

/** One without a condition is dropped. */
export function isPresent(selector: LabelSelector | null): selector is LabelSelector {
  if (selector === null) return false;
  const { matchLabels, matchExpressions } = selector;
  return Object.keys(matchLabels).length > 0 || matchExpressions.length > 0;
}
