// Room: Judges a Backup after it ran: what is in its tarball, what Velero says, what was wanted. May import any room that does not need it.
import type { Rule } from '@k8s-backup-target/lint/explain';

/** What is wrong with a Backup, or not known of it. */
export interface VerifyFinding {
  /** `unknown`: what would tell was not given, or cannot be read. */
  readonly state: 'error' | 'warning' | 'unknown';
  /** `kbt explain` knows it. */
  readonly rule: Rule;
  readonly message: string;
  readonly remedy: string | null;
  /** So many objects, volumes or messages. */
  readonly count: number;
  /** Some of them. */
  readonly examples: readonly string[];
}

/** What became of the data of a volume. */
export interface VerifiedVolume {
  /** `app/data`; null for a volume without a claim. */
  readonly claim: string | null;
  /** `app/web`; null where no pod mounts it. */
  readonly pod: string | null;
  /** Its name in the pod. */
  readonly volume: string | null;
  readonly persistentVolume: string | null;
  /** `left-out`: no data, as the Backup, its policy or the pod asked for. */
  readonly data: 'saved' | 'none' | 'failed' | 'unfinished' | 'left-out' | 'unknown';
  /** How Velero says that it saved it: `fs-backup`, `csi-snapshot` and so on; null where it does not. */
  readonly method: string | null;
  /** Bytes of data; null where Velero does not say. */
  readonly bytes: number | null;
  /** Why there is no data; null where there is, and where it is not known. */
  readonly rule: string | null;
  /** Velero's own words; null where it says nothing. */
  readonly detail: string | null;
}

/** How many objects a Backup has, by each who says so; null where it was not given. */
export interface ObjectCounts {
  readonly saved: number | null;
  /** By Velero's list of resources. */
  readonly listed: number | null;
  /** By a preview of what was wanted. */
  readonly wanted: number | null;
  readonly archiveBytes: number | null;
  readonly contentBytes: number | null;
}

/** A Backup, judged. */
export interface Verification {
  readonly backup: string;
  readonly source: string;
  readonly phase: string | null;
  readonly verdict: 'good' | 'bad' | 'unknown';
  readonly objects: ObjectCounts;
  readonly volumes: readonly VerifiedVolume[];
  readonly findings: readonly VerifyFinding[];
}

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
