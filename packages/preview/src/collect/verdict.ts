import type { NamespaceVerdict } from '../namespaces/namespace-filter.js';
import type { TypeVerdict } from '../resources/type-verdict.js';
import type { ExcludedRule, IncludedRule } from '../rules.js';
import type { FilterPaths } from '../spec/filters.js';

/** A rule, and which entries of the spec made it apply. */
export interface Reason<Rule> {
  readonly rule: Rule;
  readonly paths: readonly string[];
}

export type Inclusion = Reason<IncludedRule>;
export type Exclusion = Reason<ExcludedRule>;

const NOWHERE: readonly string[] = [];

export function reason<Rule>(rule: Rule, ...paths: readonly (string | undefined)[]): Reason<Rule> {
  const known = paths.filter((path) => path !== undefined);
  return { rule, paths: known.length === 0 ? NOWHERE : known };
}

/** The reason for which nothing of a type is collected. */
export function typeExclusion(
  verdict: TypeVerdict & { passes: false },
  paths: FilterPaths,
): Exclusion {
  const { rule, entry, listPath } = verdict;
  switch (rule) {
    case 'not-an-included-type':
      return reason(rule, listPath ?? paths.includeResources);
    case 'cluster-scope-false':
      return reason(rule, paths.includeClusterResources);
    default:
      return reason(rule, entry?.path ?? listPath);
  }
}

/** The reason for which nothing in a namespace is saved. */
export function namespaceExclusion(
  verdict: NamespaceVerdict & { included: false },
  paths: FilterPaths,
): Exclusion {
  const { excludedBy } = verdict;
  if (excludedBy === undefined) return reason('not-an-included-namespace', paths.includeNamespaces);
  if (excludedBy.path === undefined) return reason('labelled-namespace');
  return reason('excluded-namespace', excludedBy.path);
}
