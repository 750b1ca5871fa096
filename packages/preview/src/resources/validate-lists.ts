import type { ValidationIssue } from '../validation-issue.js';
import type { Entry } from './name-list.js';

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
): readonly ValidationIssue[] {
  const included = new Map(includes.map(({ value, path = '' }) => [value, path]));
  const issues: ValidationIssue[] = [];
  if (included.size > 1 && included.has('*')) {
    issues.push({
      rule: `${about}:star-mixed`,
      path: included.get('*') ?? '',
      message: '"*" stands beside other entries',
    });
  }
  for (const [value, path] of new Map(excludes.map(({ value, path = '' }) => [value, path]))) {
    if (value === '*') {
      issues.push({ rule: `${about}:exclude-star`, path, message: '"*" is excluded' });
    }
    if (included.has(value)) {
      issues.push({
        rule: `${about}:overlap`,
        path: path === '' ? (included.get(value) ?? '') : path,
        message: `${JSON.stringify(value)} is both included and excluded`,
      });
    }
  }
  return issues;
}
