import type { Rule } from '@k8s-backup-target/lint/explain';
import type { Severity } from '@k8s-backup-target/schema';
import { issueOf, type Template, type Values } from '@k8s-backup-target/schema/internal';
import type { DoctorFinding } from '../generated/output.js';
import { sentence } from '../words/sentence.js';

/** What a rule says of an object, or of the cluster, where that is null. */
export interface Verdict {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly message: string;
  /** In the imperative, without a capital and a period. */
  readonly remedy?: string | undefined;
}

/** What others say may be longer than a name. */
const LONGEST_DETAIL = 1000;

/** Makes a finding of what a rule of the catalogue says. */
export function finding<T extends Template & { readonly rule: Rule }>(
  template: T,
  values: Values<T>,
  object: string | null,
  command: string | null = null,
): DoctorFinding {
  const issue = issueOf(template, '', values, LONGEST_DETAIL);
  return found({ severity: template.severity, ...issue }, object, command);
}

/** Makes a finding of a verdict. */
export function found(
  { rule, severity, message, remedy }: Verdict,
  object: string | null,
  command: string | null = null,
): DoctorFinding {
  return {
    state: rule === 'not-judged' ? 'unknown' : severity === 'info' ? 'ok' : severity,
    check: rule,
    object,
    message,
    remedy: remedy === undefined ? null : sentence(remedy),
    command,
  };
}
