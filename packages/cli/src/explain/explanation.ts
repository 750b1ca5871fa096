/** A text explained. */
export type Explanation = FieldExplanation | TtlExplanation | CronExplanation;

/** A field of the contract. */
export interface FieldExplanation {
  readonly kind: 'field';
  readonly name: string;
  /** The contract's type in which it stands. */
  readonly type: string;
  readonly description: string;
  readonly examples: readonly unknown[];
}

/** A length of time. */
export interface TtlExplanation {
  readonly kind: 'ttl';
  readonly ttl: string;
  readonly isValid: boolean;
  readonly seconds: number | null;
  readonly hours: number | null;
  readonly days: number | null;
  /** As Velero stores it; null where it cannot. */
  readonly velero: string | null;
  /** What to know, or what is wrong. */
  readonly notes: readonly string[];
}

/** A cron expression, by each cron library that Velero has had. */
export interface CronExplanation {
  readonly kind: 'cron';
  readonly expression: string;
  /** In words; null for what none of the releases reads. */
  readonly words: string | null;
  readonly releases: readonly CronRelease[];
}

/** What some releases of Velero make of an expression. */
export interface CronRelease {
  readonly veleroVersion: string;
  readonly isAccepted: boolean;
  readonly issues: readonly string[];
  readonly warnings: readonly string[];
  /** The next runs, RFC 3339. */
  readonly nextRuns: readonly string[];
}
