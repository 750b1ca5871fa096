import { resolveVeleroVersion } from '@k8s-backup-target/lint';
import type { Issue } from '@k8s-backup-target/schema';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { validateFilters } from './collect/validate-filters.js';
import {
  selectorCrashSpec,
  selectorUnusableEmpty,
  selectorUnusableInvalid,
} from './generated/templates.js';
import { type CompiledSelector, compileSelector } from './labels/compile-selector.js';
import type { ReleaseOptions } from './release-options.js';
import { type PreviewSpec, readSpec } from './spec/read-spec.js';
import type { ValidationIssue } from './validation-issue.js';

/** A selector that no list call can carry. */
export interface SelectorFault extends Issue<'selector-unusable' | 'selector-crash'> {
  /** `selector-unusable`: every list call fails. `selector-crash`: Velero panics on it, and its Backup never ends. */
  readonly rule: 'selector-unusable' | 'selector-crash';
  /** A JSON Pointer into the spec that was given. */
  readonly path: string;
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
  options: ReleaseOptions = {},
): readonly (ValidationIssue | SelectorFault)[] {
  const { rules } = resolveVeleroVersion(options.veleroVersion);
  const filters = readSpec(spec);
  const { all, any } = filters.labelSelectors;
  const single = all === null ? [] : [compileSelector(all)];
  return [
    ...validateFilters(filters, filters.excludeNamespaces, rules),
    ...single.flatMap((selector) => faultOf(selectorUnusableInvalid, selector)),
    ...(any ?? []).map(compileSelector).flatMap((selector) => faultOf(selectorCrashSpec, selector)),
  ];
}

function faultOf(
  template: typeof selectorUnusableInvalid | typeof selectorCrashSpec,
  { fault, isEmpty, path }: CompiledSelector,
): SelectorFault[] {
  if (fault !== undefined) return [issueOf(template, path, { fault })];
  return isEmpty ? [issueOf(selectorUnusableEmpty, path, {})] : [];
}
