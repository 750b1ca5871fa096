import type { LintRule } from '@k8s-backup-target/lint';
import type { Issue } from '@k8s-backup-target/schema';
import type { FilterRule } from './generated/filter-rule.js';

/** A rule that a Backup which fails validation breaks: the same as the lint's where the lint finds it too. */
export type ValidationRule =
  | Extract<
      LintRule,
      | 'wildcard-and-names'
      | 'wildcard-excluded'
      | 'include-and-exclude'
      | 'namespace-name'
      | 'namespace-glob'
    >
  | Exclude<FilterRule, 'selector-unusable' | 'selector-crash'>;

/** A fault of the spec, by Velero's rules. */
export interface ValidationIssue extends Issue<ValidationRule> {
  /** A JSON Pointer into the spec that was given. */
  readonly path: string;
}
