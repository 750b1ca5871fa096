import type { LintRule } from './generated/names.js';
import type { Template } from './template.js';

/** A rule for people: what it finds, why that matters, and where that is known from. */
export interface Explanation {
  readonly rule: LintRule;
  /**
   * `spec`: whatever the release of Velero. `velero`: by release. `release`: of a release itself.
   * `schedule`: of a cron expression.
   */
  readonly scope: 'spec' | 'published' | 'velero' | 'release' | 'schedule';
  /** The mistake, as it completes "Finds ...". Markdown. */
  readonly finds: string;
  /** Why that matters. */
  readonly why: string;
  /** The evidence: Velero's code, its issues, the rules of Kubernetes. */
  readonly sources: readonly string[];
  /** Its messages with `{placeholders}`, each with its remedy and its releases. */
  readonly findings: readonly Template[];
}
