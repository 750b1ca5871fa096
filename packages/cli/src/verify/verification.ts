// Room: Judges a Backup after it ran: what is in its tarball, what Velero says, what was wanted. May import any room that does not need it.
import type { Rule } from '@k8s-backup-target/lint/explain';
import { fill, type Template, type Values } from '@k8s-backup-target/schema/internal';
import type { OutputOf } from '../command/report.js';
import type { VerifyFinding as VerifyFindingOutput } from '../generated/output.js';

/** What is wrong with a Backup, or not known of it. */
export interface VerifyFinding extends VerifyFindingOutput {
  readonly rule: Rule;
}

/** A Backup, judged. */
export type Verification = Omit<OutputOf<'verify'>, 'against'>;

/** So many of a finding's objects are named. */
const MOST_EXAMPLES = 100;

/** What the catalogue says of a Backup. */
type VerifyTemplate = Template & {
  readonly rule: Rule;
  readonly severity: 'error' | 'warning';
  /** Where an input does not tell. */
  readonly state?: 'unknown';
};

/** What an archive or a file says may be longer than a name. */
const LONGEST_DETAIL = 1000;

/**
 * What the catalogue says of some objects.
 *
 * @param rule the one that explains it, where that is another than the template's.
 */
export function found<T extends VerifyTemplate>(
  template: T,
  values: Values<T>,
  about: readonly string[],
  { rule = template.rule, count = about.length }: { rule?: Rule; count?: number } = {},
): VerifyFinding {
  const { severity, state = severity, message, remedy } = template;
  return {
    state,
    rule,
    message: fill(message, values, LONGEST_DETAIL),
    remedy: remedy === undefined ? null : fill(remedy, values, LONGEST_DETAIL),
    count,
    examples: about.slice(0, MOST_EXAMPLES),
  };
}
