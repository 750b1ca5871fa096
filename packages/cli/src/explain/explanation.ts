// Room: What a rule, a field, a ttl or a schedule means. May import any room that does not need it.
/** A text explained. */
export type Explanation =
  | RuleList
  | RuleExplanation
  | FieldExplanation
  | TtlExplanation
  | CronExplanation;

/** Every rule, by subject. */
export interface RuleList {
  readonly kind: 'rules';
  readonly subjects: readonly SubjectRules[];
}

/** The rules of a subject, in the order of the catalogue. */
export interface SubjectRules {
  readonly subject: string;
  readonly rules: readonly { readonly rule: string; readonly finds: string }[];
}

/** A rule. */
export interface RuleExplanation {
  readonly kind: 'rule';
  readonly rule: string;
  /** Completes "Finds ...". */
  readonly finds: string;
  readonly why: string;
  readonly sources: readonly string[];
  readonly findings: readonly RuleFinding[];
}

/** One thing that a rule says. */
export interface RuleFinding {
  readonly severity: 'error' | 'warning' | 'info';
  /** True if what it is found in is not accepted as a target. */
  readonly refused: boolean;
  /** With {placeholders}. */
  readonly message: string;
  /** Null where the message gives the advice, or nothing is to be done. */
  readonly remedy: string | null;
  /** The measured releases of Velero that it holds for; null for all. */
  readonly releases: readonly string[] | null;
}

/** A field of the contract. */
export interface FieldExplanation {
  readonly kind: 'field';
  readonly name: string;
  /** The contract's type in which it is. */
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
  /** Things to know, or faults. */
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

/** An expression as some releases of Velero read it. */
export interface CronRelease {
  readonly veleroVersion: string;
  readonly isAccepted: boolean;
  readonly issues: readonly string[];
  readonly warnings: readonly string[];
  /** The next runs, RFC 3339. */
  readonly nextRuns: readonly string[];
}
