/** How long the Backups of a spec are kept, against when they run and when Velero deletes. */
import { ttlBelowCollectionTtl } from '@k8s-backup-target/lint/internal';
import { parseGoDuration } from '@k8s-backup-target/velero';
import * as templates from '../generated/cluster-templates.js';
import { longestInterval } from '../velero/cron.js';
import type { ObjectFinding } from './object-faults.js';
import { trapOf } from './spec-traps.js';

/** Velero's own `--default-backup-ttl`. */
const DEFAULT_TTL = '720h0m0s';

/** In nanoseconds, as Go counts. */
const HOUR = 3_600_000_000_000n;
const MILLISECOND = 1_000_000n;

/** What a spec and its server say of the time for which Backups are kept. */
export interface Kept {
  /** The field of the spec, whatever it holds. */
  readonly ttl: unknown;
  /** The server's default, where it is known. */
  readonly serverDefault?: string | undefined;
  /** The cron expression; undefined for a Backup, which runs once. */
  readonly cron?: string | undefined;
  readonly from: Date;
  readonly veleroVersion: string;
}

/** Backups that Velero keeps for longer than was asked, or that are gone before there is another one. */
export function keptFaults(kept: Kept): readonly ObjectFinding[] {
  const { cron, from, veleroVersion } = kept;
  const [ttl, length] = lengthOf(kept);
  if (length === undefined || length <= 0n) return [];
  if (length < HOUR) return [trapOf(ttlBelowCollectionTtl, '/ttl', { ttl })];
  const interval = cron === undefined ? undefined : longestInterval(cron, from, veleroVersion);
  if (interval === undefined || length >= BigInt(interval) * MILLISECOND) return [];
  return [trapOf(templates.ttlBelowIntervalTtl, '/ttl', { ttl })];
}

/** A ttl of zero, or none, is the server's default. */
function lengthOf({
  ttl,
  serverDefault = DEFAULT_TTL,
}: Kept): readonly [string, bigint | undefined] {
  const own = typeof ttl === 'string' ? parseGoDuration(ttl) : undefined;
  const isSet = typeof ttl === 'string' && own !== 0n;
  if (isSet) return [ttl, own];
  return [`${serverDefault}, the default`, parseGoDuration(serverDefault)];
}
