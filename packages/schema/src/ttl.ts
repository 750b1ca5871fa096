/** The parts of a valid `ttl`, as whole numbers; a part that is not written is null. */
export interface TtlParts {
  readonly days: number | null;
  readonly hours: number | null;
  readonly minutes: number | null;
  readonly seconds: number | null;
}

const TTL = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/**
 * Splits a `ttl` that is valid under the contract. The empty string has no part.
 *
 * @throws RangeError when `ttl` is not made of days, hours, minutes and seconds in that order.
 */
export function parseTtl(ttl: string): TtlParts {
  const match = TTL.exec(ttl);
  if (match === null)
    throw new RangeError(`ttl ${JSON.stringify(ttl)} is not of the form 1d2h3m4s`);
  const [days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => (part === undefined ? null : Number(part)));
  return {
    days: days ?? null,
    hours: hours ?? null,
    minutes: minutes ?? null,
    seconds: seconds ?? null,
  };
}

/**
 * The whole length of a valid `ttl` in seconds; 0 for the empty string. Always a safe integer.
 *
 * @throws RangeError as `parseTtl` does.
 */
export function ttlSeconds(ttl: string): number {
  const { days, hours, minutes, seconds } = parseTtl(ttl);
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
}

/**
 * A valid `ttl` with its days turned into hours (`30d` becomes `720h`, `1d30m` becomes `24h30m`);
 * without days it is returned as it is.
 *
 * Velero reads a TTL with Go's `time.ParseDuration`, which has no day unit, and requirers in the field
 * hand the text to Velero as they find it.
 *
 * @throws RangeError as `parseTtl` does.
 */
export function ttlWithoutDays(ttl: string): string {
  const { days, hours, minutes, seconds } = parseTtl(ttl);
  if (days === null) return ttl;
  const parts = [
    `${days * 24 + (hours ?? 0)}h`,
    minutes === null ? '' : `${minutes}m`,
    seconds === null ? '' : `${seconds}s`,
  ];
  return parts.join('');
}
