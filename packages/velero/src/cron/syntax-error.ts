/** A cron expression that Velero refuses: `rule` names the broken rule, the message is for people. */
export class CronSyntaxError extends Error {
  override readonly name = 'CronSyntaxError';
  readonly rule: string;

  constructor(rule: string, message: string) {
    super(message);
    this.rule = rule;
  }
}
