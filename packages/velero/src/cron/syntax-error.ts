import type { CronRule } from './generated/cron-rule.js';

/** A cron expression that Velero refuses: `rule` names the broken rule, the message is for people. */
export class CronSyntaxError extends Error {
  override readonly name = 'CronSyntaxError';
  readonly code = 'invalid-cron';
  readonly rule: CronRule;

  constructor(rule: CronRule, message: string) {
    super(message);
    this.rule = rule;
  }
}
