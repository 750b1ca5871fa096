import type { LintRule } from '@k8s-backup-target/lint';

/** A check of Velero for which it ends a Backup with FailedValidation; a list's checks are told apart by the list. */
export type VeleroCheck =
  | 'namespace:star-mixed'
  | 'namespace:exclude-star'
  | 'namespace:overlap'
  | 'namespace:bad-glob'
  | 'namespace:invalid-name'
  | 'resource:star-mixed'
  | 'resource:exclude-star'
  | 'resource:overlap'
  | 'resource:mixed-filters'
  | 'cluster-scoped:star-mixed'
  | 'cluster-scoped:exclude-star'
  | 'cluster-scoped:overlap'
  | 'namespace-scoped:star-mixed'
  | 'namespace-scoped:exclude-star'
  | 'namespace-scoped:overlap'
  | 'selector:two-kinds'
  | 'resource-policy:invalid'
  | 'resource-policy:old-filters';

/** A rule that a Backup which fails validation breaks: the same as the lint's where the lint finds it too. */
export type ValidationRule =
  | Extract<
      LintRule,
      'wildcard-and-names' | 'wildcard-excluded' | 'include-and-exclude' | 'namespace-name'
    >
  | 'mixed-filters'
  | 'two-selectors'
  | 'policy-invalid'
  | 'policy-with-old-filters';

/** What a check of Velero finds in a spec. */
export interface SpecFault {
  readonly check: VeleroCheck;
  /** A JSON Pointer into the spec that was given. */
  readonly path: string;
  /** One line that quotes what was wrong. */
  readonly message: string;
}

/** A fault of the spec, by Velero's rules. */
export interface ValidationIssue extends SpecFault {
  /** The id of the rule in the catalogue. */
  readonly rule: ValidationRule;
}

/** By the check's second half, or the whole of it. */
const RULES: Readonly<Record<string, ValidationRule>> = {
  'star-mixed': 'wildcard-and-names',
  'exclude-star': 'wildcard-excluded',
  overlap: 'include-and-exclude',
  'bad-glob': 'namespace-name',
  'invalid-name': 'namespace-name',
  'two-kinds': 'two-selectors',
  'mixed-filters': 'mixed-filters',
  'old-filters': 'policy-with-old-filters',
};

/** The fault under the id of its rule. */
export function toValidationIssue(fault: SpecFault): ValidationIssue {
  const rule = RULES[fault.check.split(':')[1] ?? ''] ?? 'policy-invalid';
  return { rule, ...fault };
}
