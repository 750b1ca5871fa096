import type { Severity } from '@k8s-backup-target/schema';
import type { Template as AnyTemplate } from '@k8s-backup-target/schema/internal';
import type { LintRule, MeasuredRelease } from './generated/names.js';

/** One thing that a rule can find: texts with `{placeholders}`, and the releases that it holds for. */
export interface Template extends AnyTemplate {
  readonly rule: LintRule;
  /** The severity once a Backup is made of the spec, if it differs. */
  readonly veleroSeverity?: Severity | undefined;
  /** The measured releases that it holds for; absent where it holds for all. */
  readonly releases?: readonly MeasuredRelease[] | undefined;
  /** The advice. */
  readonly remedy: string;
}
