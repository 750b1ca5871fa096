import { draft, findingOf, ttlZeroTtl } from '@k8s-backup-target/lint/internal';
import { read, ttlSeconds } from '@k8s-backup-target/schema';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { VeleroError } from './error.js';
import { ttlRangeTtl } from './generated/conversion-templates.js';

/** Go's `time.Duration` counts nanoseconds in 63 bits: 292 years. */
const MAX_SECONDS = 9_223_372_036;

/**
 * A `ttl` of the contract as Go prints the same duration, which is how Velero stores it: `30d` becomes
 * `720h0m0s`, `90m` becomes `1h30m0s`, `45s` stays.
 *
 * Velero reads a ttl with Go's `time.ParseDuration`, which has no day unit. The API server checks nothing,
 * and one Backup or Schedule with `30d` keeps Velero from reading any other.
 *
 * @throws VeleroError `invalid-ttl` when `ttl` breaks the contract; and when it is empty or zero, which
 * Velero reads as "the server's default" (720 hours unless set otherwise) and never as "no time".
 */
export function toGoDuration(ttl: string): string {
  const seconds = secondsOf(ttl);
  if (seconds === 0) {
    throw new VeleroError('invalid-ttl', [findingOf(draft(ttlZeroTtl, '', { ttl }))]);
  }
  if (seconds > MAX_SECONDS) {
    throw new VeleroError('invalid-ttl', [issueOf(ttlRangeTtl, '', { ttl })]);
  }
  return goDuration(seconds);
}

/** A positive whole number of seconds, as Go's `Duration.String` prints it. */
function goDuration(seconds: number): string {
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  if (hours > 0) return `${hours}h${minutes}m${rest}s`;
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
}

function secondsOf(ttl: string): number {
  try {
    return ttlSeconds(ttl);
  } catch {
    const checked = read.K8sBackupTargetSpec.validate({ ttl });
    const issues = checked.ok ? [] : checked.issues;
    throw new VeleroError(
      'invalid-ttl',
      issues.map((issue) => ({ ...issue, path: '' })),
    );
  }
}
