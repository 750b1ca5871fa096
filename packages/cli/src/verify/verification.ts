// Room: Judges a Backup after it ran: what is in its tarball, what Velero says, what was wanted. May import any room that does not need it.
import type { Rule } from '@k8s-backup-target/lint/explain';
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

/** A finding about some objects. */
export function found(
  state: VerifyFinding['state'],
  rule: Rule,
  message: string,
  about: readonly string[],
  { remedy = null, count = about.length }: { remedy?: string | null; count?: number } = {},
): VerifyFinding {
  return { state, rule, message, remedy, count, examples: about.slice(0, MOST_EXAMPLES) };
}
