import type { SpecFault } from '../validation-issue.js';
import type { Entry } from './name-list.js';
import type { ScopedList } from './scoped-lists.js';

type ListName = 'namespace' | 'resource' | 'cluster-scoped' | 'namespace-scoped';

/**
 * Velero's ValidateIncludesExcludes, on the entries as they were written: aliases and patterns that
 * overlap are not noticed.
 *
 * @param about what the lists hold: the first half of the rule id.
 */
export function validateLists(
  about: 'namespace' | 'resource',
  includes: readonly Entry[],
  excludes: readonly Entry[],
): readonly SpecFault[] {
  const included = pathsOf(includes);
  const issues: SpecFault[] = [];
  if (included.size > 1 && included.has('*')) {
    issues.push({
      check: `${about}:star-mixed`,
      path: included.get('*') ?? '',
      message: '"*" cannot be combined with other names',
    });
  }
  for (const [value, path] of pathsOf(excludes)) {
    if (value === '*') {
      issues.push({ check: `${about}:exclude-star`, path, message: '"*" cannot be excluded' });
    }
  }
  return [...issues, ...overlaps(about, included, excludes)];
}

/** Velero's ValidateScopedIncludesExcludes: here `*` may be excluded, as the only entry of both lists. */
export function validateScopedList(
  about: 'cluster-scoped' | 'namespace-scoped',
  { includes, excludes }: ScopedList,
): readonly SpecFault[] {
  const [included, excluded] = [pathsOf(includes), pathsOf(excludes)];
  const mixed = [included, excluded]
    .filter((list) => list.size > 1 && list.has('*'))
    .map((list) => ({
      check: `${about}:star-mixed` as const,
      path: list.get('*') ?? '',
      message: '"*" cannot be combined with other names',
    }));
  const star = excluded.get('*');
  const useless = {
    check: `${about}:exclude-star` as const,
    path: star ?? '',
    message: 'where "*" is excluded, nothing can be included',
  };
  return [
    ...mixed,
    ...(star !== undefined && included.size > 0 ? [useless] : []),
    ...overlaps(about, included, excludes),
  ];
}

function pathsOf(entries: readonly Entry[]): ReadonlyMap<string, string> {
  return new Map(entries.map(({ value, path = '' }) => [value, path]));
}

function overlaps(
  about: ListName,
  included: ReadonlyMap<string, string>,
  excludes: readonly Entry[],
): readonly SpecFault[] {
  return [...pathsOf(excludes)]
    .filter(([value]) => included.has(value))
    .map(([value, path]) => ({
      check: `${about}:overlap`,
      path: path === '' ? (included.get(value) ?? '') : path,
      message: `${JSON.stringify(value)} is both included and excluded`,
    }));
}
