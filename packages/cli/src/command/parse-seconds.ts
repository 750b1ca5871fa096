import { parseGoDuration } from '@k8s-backup-target/velero';
import type { Options, OptionValue } from './command.js';
import { CannotRunError } from './errors.js';

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

const MOST_SECONDS = 3600;

/**
 * How long to wait for an answer of the API or of Juju, in seconds: `--timeout 5s`, or a plain number of seconds.
 *
 * @throws CannotRunError `usage` for any other text, and for more than an hour.
 */
export function timeoutSeconds(options: Options): number {
  const text = String(options['timeout'] ?? DEFAULT_TIMEOUT);
  const nanoseconds = parseGoDuration(/^[0-9.]+$/.test(text) ? `${text}s` : text);
  const seconds = Number(nanoseconds ?? 0n) / 1_000_000_000;
  if (seconds > 0 && seconds <= MOST_SECONDS) return seconds;
  throw new CannotRunError('usage', `--timeout ${text} is not a time of at most 1h, such as 5s`);
}

const DEFAULT_TIMEOUT = '30s';
