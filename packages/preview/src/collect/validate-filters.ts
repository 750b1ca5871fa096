import type { VeleroRules } from '@k8s-backup-target/lint';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { mixedFiltersSpec, twoSelectorsSpec } from '../generated/templates.js';
import { validateNamespaces } from '../namespaces/validate-namespaces.js';
import type { Entry } from '../resources/name-list.js';
import { areEmpty } from '../resources/scoped-lists.js';
import { validateLists, validateScopedList } from '../resources/validate-lists.js';
import type { Filters } from '../spec/filters.js';
import type { ValidationIssue } from '../validation-issue.js';

/**
 * What Velero validates of the filters before it looks at any object.
 *
 * @param excludeNamespaces those of the spec, and the names of namespaces that are labelled as excluded.
 */
export function validateFilters(
  filters: Filters,
  excludeNamespaces: readonly Entry[],
  semantics: VeleroRules,
): readonly ValidationIssue[] {
  return [
    ...validateResources(filters, semantics),
    ...validateNamespaces(filters.includeNamespaces, excludeNamespaces, semantics),
    ...validateSelectors(filters),
  ];
}

/** Up to 1.16 both kinds of lists are validated, whichever is used. */
function validateResources(filters: Filters, semantics: VeleroRules): readonly ValidationIssue[] {
  const { scoped, includeResources, excludeResources } = filters;
  const usesOld = hasOldFilters(filters);
  const old = validateLists(includeResources, excludeResources);
  const byScope = [...validateScopedList(scoped.cluster), ...validateScopedList(scoped.namespaced)];
  return [
    ...(usesOld && !areEmpty(scoped) ? [mixed(filters)] : []),
    ...(usesOld || semantics.validatesUnusedLists ? old : []),
    ...(usesOld && !semantics.validatesUnusedLists ? [] : byScope),
  ];
}

function mixed({ scoped, paths, includeResources, includeClusterResources }: Filters) {
  const { includes, excludes } = scoped.cluster;
  const isOfCluster = includes.length + excludes.length > 0;
  const list = isOfCluster ? scoped.cluster : scoped.namespaced;
  const path = (list.includes[0] ?? list.excludes[0])?.path?.replace(/\/\d+$/, '') ?? '';
  const flag =
    includeClusterResources === null ? paths.excludeResources : paths.includeClusterResources;
  const old = includeResources.length > 0 ? paths.includeResources : flag;
  return issueOf(mixedFiltersSpec, path, { field: old.slice(1) });
}

function validateSelectors({ labelSelectors }: Filters): readonly ValidationIssue[] {
  const { all, any } = labelSelectors;
  if (all === null || any === null) return [];
  return [issueOf(twoSelectorsSpec, '/orLabelSelectors', {})];
}

/** Velero's UseOldResourceFilters, from 1.17 on: lists by scope are used where no old field is set. */
export function hasOldFilters(filters: Filters): boolean {
  const { includeResources, excludeResources, includeClusterResources } = filters;
  return (
    includeClusterResources !== null || includeResources.length > 0 || excludeResources.length > 0
  );
}
