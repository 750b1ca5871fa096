import type { Issue } from '@k8s-backup-target/schema';
import { additionalPropertiesField, appendPointer } from '@k8s-backup-target/schema/internal';

/**
 * Points at an unknown field itself, instead of at the object that has it, which is where a schema finds it.
 */
export function atUnknownField<T extends Issue<string>>(issue: T): T {
  if (issue.rule !== 'additionalProperties' || issue.key === undefined) return issue;
  return {
    ...issue,
    path: appendPointer(issue.path, issue.key),
    message: additionalPropertiesField.message,
  };
}
