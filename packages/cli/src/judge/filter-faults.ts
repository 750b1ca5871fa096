import { isPreviewSpecError, type ValidationRule, validateSpec } from '@k8s-backup-target/preview';
import type { Fields } from '../input/fields.js';
import type { ObjectFinding } from './object-faults.js';

/** Rules about the lists that a spec of the contract has. */
const LEFT_TO_LINT: ReadonlySet<string> = new Set<ValidationRule>([
  'wildcard-and-names',
  'wildcard-excluded',
  'include-and-exclude',
  'namespace-name',
  'namespace-glob',
]);

/**
 * What Velero's validation refuses of the filters that the contract does not have, and selectors with which nothing
 * can be listed. What the lint finds as well is left to it.
 *
 * @param spec a BackupSpec as it is stored. One that an API server refuses has no filters to judge.
 */
export function filterFaults(spec: Fields, veleroVersion: string): readonly ObjectFinding[] {
  try {
    return validateSpec(spec, { veleroVersion }).flatMap(({ rule, path, message, remedy }) =>
      LEFT_TO_LINT.has(rule) ? [] : [{ severity: 'error', rule, path, message, remedy }],
    );
  } catch (error) {
    if (isPreviewSpecError(error)) return [];
    throw error;
  }
}

/** Lists by scope, which take the place of the fields that the contract has. */
const BY_SCOPE = /^(?:in|ex)cluded(?:Namespace|Cluster)ScopedResources$/;

/** True where the lists by scope decide which types are saved. */
export function isByScope(spec: Fields): boolean {
  return Object.entries(spec).some(
    ([field, names]) => BY_SCOPE.test(field) && Array.isArray(names) && names.length > 0,
  );
}
