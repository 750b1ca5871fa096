import type { Issue } from '@k8s-backup-target/schema';
import { issueOf, type Template, type Values } from '@k8s-backup-target/schema/internal';
import type { CronRule } from './generated/cron-rule.js';

/** A template of the rules that a cron expression can break. */
export type CronTemplate = Template & { readonly rule: CronRule };

/** A cron expression that Velero rejects: which rule is broken, in words for people. */
export class CronSyntaxError extends Error {
  override readonly name = 'CronSyntaxError';
  readonly issue: Issue<CronRule>;

  private constructor(issue: Issue<CronRule>) {
    super(issue.message);
    this.issue = issue;
  }

  /** The error of a template, with a value for each of its placeholders. */
  static of<T extends CronTemplate>(template: T, values: Values<T>): CronSyntaxError {
    return new CronSyntaxError(issueOf<CronTemplate>(template, '', values));
  }
}
