import { NamespaceFilter } from '../namespaces/namespace-filter.js';
import { validateNamespaces } from '../namespaces/validate-namespaces.js';
import {
  AUTO_EXCLUDED_CLUSTER,
  AUTO_EXCLUDED_NAMESPACED,
  addAutoExcludes,
} from '../resources/auto-excludes.js';
import type { Entry } from '../resources/name-list.js';
import { GlobalFilter, UnfilteredFilter } from '../resources/resource-filter.js';
import type { ResourceFilter } from '../resources/type-verdict.js';
import { validateLists } from '../resources/validate-lists.js';
import type { Semantics } from '../semantics.js';
import type { Filters } from '../spec/filters.js';
import type { ValidationIssue } from '../validation-issue.js';
import { type Cluster, hasExcludeLabel } from './cluster.js';
import type { Request } from './request.js';
import { selectorOf } from './selector.js';

/** Velero's prepareBackupRequest: a Backup ready to collect, or what makes its validation fail. */
export type Prepared =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly errors: readonly ValidationIssue[] };

export function prepare(filters: Filters, cluster: Cluster, semantics: Semantics): Prepared {
  const labelled = cluster.namespaces().filter(hasExcludeLabel);
  const excludes = [...filters.excludeNamespaces, ...labelled.map(({ name }) => ({ value: name }))];
  const errors = [
    ...validateLists('resource', filters.includeResources, filters.excludeResources),
    ...validateNamespaces(filters.includeNamespaces, excludes, semantics),
  ];
  if (errors.length > 0) return { ok: false, errors };
  const namespaces = new NamespaceFilter(
    namespaceIncludes(filters.includeNamespaces, semantics),
    excludes,
    cluster.namespaces().map(({ name }) => name),
    semantics,
  );
  const resources = resourceFilter(filters, namespaces.includesEverything, cluster, semantics);
  const selector = selectorOf(filters.labelSelector);
  const { paths, volumeGroupLabel } = filters;
  return {
    ok: true,
    request: { cluster, semantics, namespaces, resources, selector, volumeGroupLabel, paths },
  };
}

function namespaceIncludes(
  includes: readonly Entry[],
  { emptyIncludesBecomeStar }: Semantics,
): readonly Entry[] {
  return includes.length === 0 && emptyIncludesBecomeStar ? [{ value: '*' }] : includes;
}

function resourceFilter(
  filters: Filters,
  allNamespaces: boolean,
  { discovery }: Cluster,
  { clusterScopeUnfiltered, excludesSnapshots }: Semantics,
): ResourceFilter {
  const { includeResources, excludeResources, includeClusterResources } = filters;
  const isUnfiltered =
    includeClusterResources === null &&
    includeResources.length === 0 &&
    excludeResources.length === 0;
  if (isUnfiltered && clusterScopeUnfiltered === 'related') {
    const autoExcluded = { namespaced: AUTO_EXCLUDED_NAMESPACED, cluster: AUTO_EXCLUDED_CLUSTER };
    return new UnfilteredFilter(autoExcluded, allNamespaces, discovery);
  }
  const written = { includes: includeResources, excludes: excludeResources };
  const lists = excludesSnapshots ? addAutoExcludes(written) : written;
  return new GlobalFilter(lists, includeClusterResources, allNamespaces, discovery);
}
