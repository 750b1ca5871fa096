/** A finding about a cluster's Velero. */
export type FindingState = 'ok' | 'warning' | 'error';

/** One thing that was looked at. */
export interface DoctorFinding {
  readonly state: FindingState;
  /** A stable id. */
  readonly check: DoctorCheck;
  /** The object, as `kind/name`; null for the cluster. */
  readonly object: string | null;
  readonly message: string;
  readonly remedy: string | null;
  /** The command that mends it; null where there is none. */
  readonly command: string | null;
}

/** The object that the finding is about. */
export type DoctorCheck =
  | 'velero-version'
  | 'storage-location'
  | 'unreadable-ttl'
  | 'negative-ttl'
  | 'schedule-refused'
  | 'schedule-never-fires'
  | 'schedule-each-minute'
  | 'schedule-paused'
  | 'schedule-overdue'
  | 'schedule-without-target'
  | 'last-backup';

/** Makes a finding; what is not said is nothing. */
export function finding(
  state: FindingState,
  check: DoctorCheck,
  object: string | null,
  message: string,
  extra: { readonly remedy?: string; readonly command?: string } = {},
): DoctorFinding {
  const { remedy = null, command = null } = extra;
  return { state, check, object, message, remedy, command };
}
