import { type Finding, lintPublished } from '@k8s-backup-target/lint';
import {
  type K8sBackupTargetSpec,
  type Normalized,
  ttlWithoutDays,
  write,
} from '@k8s-backup-target/schema';
import { InvalidSpecError } from './invalid-spec-error.js';
import { withRefusedValues } from './refused-spec.js';

/** A spec that may be published, and what in it looks like a trap. */
export interface PublishableSpec {
  readonly spec: Normalized<K8sBackupTargetSpec>;
  readonly warnings: readonly Finding[];
}

/**
 * Checks a spec in the write view, lints it, and brings its `ttl` into the form that is published:
 * in hours instead of days, since requirers in the field hand it to Velero as they find it, and
 * Velero knows no `d`. Every other valid `ttl` stays as given.
 *
 * @throws InvalidSpecError with every issue, or every lint error.
 */
export function publishableSpec(input: unknown): PublishableSpec {
  const result = write.K8sBackupTargetSpec.validate(input);
  if (!result.ok) throw new InvalidSpecError(withRefusedValues(result.issues, input));
  const spec = result.value;
  const findings = lintPublished(spec);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new InvalidSpecError(errors);
  return {
    spec: { ...spec, ttl: spec.ttl === null ? null : ttlWithoutDays(spec.ttl) },
    warnings: findings,
  };
}
