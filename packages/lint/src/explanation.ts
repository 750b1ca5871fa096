import type { LintRule } from './generated/names.js';
import type { Template } from './template.js';

/** A rule for people: what it finds, why that matters, and where that is known from. */
export interface Explanation {
  readonly rule: LintRule;
  /**
   * `spec`: whatever the release of Velero. `velero`: by release. `release`: of a release itself.
   * `schedule`: of a cron expression.
   */
  readonly scope: 'spec' | 'velero' | 'release' | 'schedule';
  /** What it finds, as it completes "Finds ...". Markdown. */
  readonly finds: string;
  /** Why that matters. */
  readonly why: string;
  /** Where that is known from: Velero's code, its issues, the rules of Kubernetes. */
  readonly sources: readonly string[];
  /** What it can say, with `{placeholders}`, and the remedy and the releases of each. */
  readonly findings: readonly Template[];
}
