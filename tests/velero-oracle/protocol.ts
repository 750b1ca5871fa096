import type { VeleroRules } from '@k8s-backup-target/lint';

/** A question to the oracle, as one line of JSON. */
export type Question =
  | ObjectQuestion
  | CronQuestion
  | DurationQuestion
  | GlobQuestion
  | VersionQuestion;

export interface ObjectQuestion {
  readonly op: 'object';
  /** A Backup or a Schedule. */
  readonly object: unknown;
  /** When it is judged, in RFC 3339. */
  readonly at: string;
}

export interface CronQuestion {
  readonly op: 'cron';
  readonly cron: {
    readonly parser: VeleroRules['cronLibrary'];
    readonly expression: string;
    readonly from: string;
    readonly count: number;
  };
}

export interface DurationQuestion {
  readonly op: 'duration';
  readonly text: string;
}

export interface GlobQuestion {
  readonly op: 'glob';
  readonly glob: { readonly pattern: string; readonly texts: readonly string[] };
}

export interface VersionQuestion {
  readonly op: 'version';
}

/** The oracle's answers, by the question's `op`. */
export interface Answers {
  readonly object: { readonly refusals: readonly Refusal[] };
  readonly cron: CronAnswer;
  readonly duration: {
    readonly error?: string;
    readonly nanoseconds?: string;
    readonly canonical?: string;
  };
  /** `matches` has one word for each text. */
  readonly glob: {
    readonly error?: string;
    readonly matches?: readonly ('yes' | 'no' | 'panic')[];
  };
  readonly version: Readonly<Record<string, string>>;
}

/** Who refuses an object, and why. */
export interface Refusal {
  readonly by: string;
  readonly message: string;
}

export interface CronAnswer {
  readonly error?: string;
  readonly next?: readonly string[];
  /** No time was found: Velero takes the schedule for due. */
  readonly ended?: boolean;
}
