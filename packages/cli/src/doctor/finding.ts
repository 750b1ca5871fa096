import type { Rule } from '@k8s-backup-target/lint/explain';

/** A finding about a cluster's Velero. */
export type FindingState = 'ok' | 'warning' | 'error';

/** One thing that was looked at. */
export interface DoctorFinding {
  readonly state: FindingState;
  /** The rule that is broken, or the thing that was looked at: `kbt explain` knows it. */
  readonly check: Rule;
  /** The object, as `kind/name`; null for the cluster. */
  readonly object: string | null;
  readonly message: string;
  readonly remedy: string | null;
  /** The command that mends it; null where there is none. */
  readonly command: string | null;
}

/** Makes a finding; what is not said is nothing. */
export function finding(
  state: FindingState,
  check: Rule,
  object: string | null,
  message: string,
  extra: { readonly remedy?: string; readonly command?: string } = {},
): DoctorFinding {
  const { remedy = null, command = null } = extra;
  return { state, check, object, message, remedy, command };
}
