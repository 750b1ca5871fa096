import { parseGoDuration } from '@k8s-backup-target/velero';
import type { OptionValue } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';

const DAY = 86_400;

/**
 * An option's duration in seconds: `26h`, `90m`, and whole days, `7d`; undefined where it is not given.
 *
 * @throws CannotRunError `usage` for any other text.
 */
export function parseSeconds(value: OptionValue, option: string): number | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  const days = /^([1-9]\d{0,4})d$/.exec(text)?.[1];
  if (days !== undefined) return Number(days) * DAY;
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds !== undefined && nanoseconds > 0n) return Number(nanoseconds / 1_000_000_000n);
  throw new CannotRunError('usage', `${option} ${text} is not a duration, such as 26h`);
}
