import {
  includeAndExcludeLabelled,
  includeAndExcludeName,
  wildcardAndNamesWildcard,
  wildcardExcludedWildcard,
} from '@k8s-backup-target/lint/internal';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { scopedListExcluded, scopedListMixed, scopedListOverlap } from '../generated/templates.js';
import type { ValidationIssue } from '../validation-issue.js';
import type { Entry } from './name-list.js';
import type { ScopedList } from './scoped-lists.js';

/**
 * Velero's ValidateIncludesExcludes, on the entries as they were written: aliases and patterns that
 * overlap are not noticed.
 */
export function validateLists(
  includes: readonly Entry[],
  excludes: readonly Entry[],
): readonly ValidationIssue[] {
  const included = pathsOf(includes);
  const star = included.size > 1 ? included.get('*') : undefined;
  const excludedStar = pathsOf(excludes).get('*');
  return [
    ...(star === undefined ? [] : [issueOf(wildcardAndNamesWildcard, star, {})]),
    ...(excludedStar === undefined ? [] : [issueOf(wildcardExcludedWildcard, excludedStar, {})]),
    ...inBoth(included, excludes).map(([name, path]) =>
      path === ''
        ? issueOf(includeAndExcludeLabelled, included.get(name) ?? '', { name })
        : issueOf(includeAndExcludeName, path, { name }),
    ),
  ];
}

/** Velero's ValidateScopedIncludesExcludes: here `*` may be excluded, as the only entry of both lists. */
export function validateScopedList({ includes, excludes }: ScopedList): readonly ValidationIssue[] {
  const [included, excluded] = [pathsOf(includes), pathsOf(excludes)];
  const mixed = [included, excluded]
    .filter((list) => list.size > 1)
    .flatMap((list) => list.get('*') ?? []);
  const star = included.size > 0 ? excluded.get('*') : undefined;
  return [
    ...mixed.map((path) => issueOf(scopedListMixed, path, {})),
    ...(star === undefined ? [] : [issueOf(scopedListExcluded, star, {})]),
    ...inBoth(included, excludes).map(([name, path]) => issueOf(scopedListOverlap, path, { name })),
  ];
}

function pathsOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
  return new Map(entries.map(({ value, path = '' }) => [value, path]));
}

/** The excluded names that are included as well; a namespace that its label excludes has no path. */
function inBoth(
  included: ReadonlyMap<string, string>,
  excludes: readonly Entry[],
): [name: string, path: string][] {
  return [...pathsOf(excludes)].filter(([name]) => included.has(name));
}
