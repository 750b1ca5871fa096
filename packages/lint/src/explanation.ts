import type { Severity } from '@k8s-backup-target/schema';

/**
 * What a rule is about: `contract`: a databag; `claims`: who may publish a target; `specs`: a spec that keeps
 * to the contract; `cron`: a cron expression; `preview`: an object of a cluster; `verify`: a Backup that has run;
 * `cluster`: an object of Velero, and a cluster; `steps`: the steps from a relation to a Backup.
 */
export type Subject =
  | 'contract'
  | 'claims'
  | 'specs'
  | 'cron'
  | 'preview'
  | 'verify'
  | 'cluster'
  | 'steps';

/** A kind of rule within a subject. */
export type Scope =
  | 'contract'
  | 'databag'
  | 'any'
  | 'claim'
  | 'spec'
  | 'published'
  | 'velero'
  | 'expression'
  | 'schedule'
  | 'included'
  | 'related'
  | 'excluded'
  | 'noted'
  | 'volume'
  | 'backup'
  | 'object'
  | 'filter'
  | 'conversion'
  | 'release'
  | 'cluster'
  | 'step'
  | 'policy';

/** A rule for people: what it finds, why that matters, and where that is known from. */
export interface Explanation {
  readonly rule: string;
  /**
   * Within `specs`: `spec`: whatever the release of Velero; `published`: a spec that a charm is about to publish;
   * `velero`: by release. Within `cron`: `expression`: what is refused; `schedule`: what is accepted. Within
   * `preview`: `included`, `related`, `excluded`: why an object is in the backup or not; `noted`: what Velero logs; `volume`: whether
   * the data of a volume is saved.
   */
  readonly scope: Scope;
  /** The mistake, as it completes "Finds ...". Markdown. */
  readonly finds: string;
  /** Why that matters. */
  readonly why: string;
  /** The evidence: Velero's code, its issues, the rules of Kubernetes. */
  readonly sources: readonly string[];
  /** Its messages with `{placeholders}`, each with its remedy and its releases. */
  readonly findings: readonly ExplainedFinding[];
}

/** One thing that a rule can find, with `{placeholders}` in its texts. */
export interface ExplainedFinding {
  readonly rule: string;
  /** `info`: nothing is to be done. */
  readonly severity: Severity;
  /** Of a step from a relation to a Backup: where it is; of a Backup: `unknown` where an input does not tell. */
  readonly state?: 'ok' | 'failed' | 'unknown' | 'waiting' | undefined;
  /** True if what it is found in is not accepted as a target. Absent: false. */
  readonly refused?: boolean | undefined;
  /** The severity once a Backup is made of the spec, if it differs. */
  readonly veleroSeverity?: Severity | undefined;
  /** The measured releases of Velero that it holds for; absent where it holds for all. */
  readonly releases?: readonly string[] | undefined;
  readonly message: string;
  /** The advice; absent where the message gives it, or nothing is to be done. */
  readonly remedy?: string | undefined;
}
