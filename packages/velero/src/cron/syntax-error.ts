/** A rule of the cron syntax, or one on what an expression comes to. */
export type CronRule =
  | 'type'
  | 'empty'
  | 'length'
  | 'zone'
  | 'descriptor'
  | 'every'
  | 'fields'
  | 'extension'
  | 'number'
  | 'slashes'
  | 'hyphens'
  | 'range'
  | 'range-order'
  | 'step'
  | 'never-fires'
  | 'too-rarely';

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
