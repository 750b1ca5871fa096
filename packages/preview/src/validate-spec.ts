import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import { validateFilters } from './collect/validate-filters.js';
import { compileSelector } from './labels/compile-selector.js';
import type { PreviewOptions } from './preview.js';
import { type PreviewSpec, readSpec } from './spec/read-spec.js';
import { toValidationIssue, type ValidationIssue } from './validation-issue.js';

/** A selector that no list call can carry. */
export interface SelectorFault {
  /** `selector-unusable`: every list call fails. `selector-crash`: Velero panics on it, and its Backup never ends. */
  readonly rule: 'selector-unusable' | 'selector-crash';
  /** A JSON Pointer into the spec that was given. */
  readonly path: string;
  readonly message: string;
}

/**
 * What is wrong with the filters of a spec, whatever a cluster holds: what Velero's validation refuses, and the
 * selectors with which nothing can be listed. What depends on a cluster, such as a policy, is not looked at.
 *
 * @throws PreviewSpecError for a spec that cannot be previewed.
 * @throws VeleroVersionError for a text that names no release.
 */
export function validateSpec(
  spec: PreviewSpec,
  options: PreviewOptions = {},
): readonly (ValidationIssue | SelectorFault)[] {
  const { rules } = resolveVeleroVersion(options.veleroVersion);
  const filters = readSpec(spec);
  const { all, any } = filters.labelSelectors;
  const single = all === null ? [] : [compileSelector(all)];
  return [
    ...validateFilters(filters, filters.excludeNamespaces, rules).map(toValidationIssue),
    ...single.flatMap(({ fault, isEmpty, path }) =>
      faultOf('selector-unusable', path, fault, isEmpty),
    ),
    ...(any ?? [])
      .map(compileSelector)
      .flatMap(({ fault, isEmpty, path }) =>
        faultOf(fault === undefined ? 'selector-unusable' : 'selector-crash', path, fault, isEmpty),
      ),
  ];
}

function faultOf(
  rule: SelectorFault['rule'],
  path: string,
  fault: string | undefined,
  isEmpty: boolean,
): SelectorFault[] {
  if (fault !== undefined) return [{ rule, path, message: fault }];
  return isEmpty
    ? [{ rule, path, message: 'is empty: every list call of Velero fails with it' }]
    : [];
}
