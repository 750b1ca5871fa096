/** A reason for which Velero ends a Backup with FailedValidation. */
export type ValidationRule =
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

/** A fault of the spec, by Velero's rules. */
export interface ValidationIssue {
  readonly rule: ValidationRule;
  /** A JSON Pointer into the spec that was given. */
  readonly path: string;
  /** One line that quotes what was wrong. */
  readonly message: string;
}
