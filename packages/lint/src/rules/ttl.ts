import { ttlSeconds } from '@k8s-backup-target/schema';
import { draft, type FindingDraft } from '../finding.js';
import { ttlBelowCollectionTtl } from '../generated/templates.js';

/** Velero looks for what has expired so often, in seconds. */
const COLLECTION = 3600;

/** Yields what is odd about how long Backups are kept. A ttl of zero is a rule of its own. */
export function* ttlFindings(ttl: string | null): Iterable<FindingDraft> {
  if (ttl === null) return;
  const seconds = ttlSeconds(ttl);
  if (seconds > 0 && seconds < COLLECTION) yield draft(ttlBelowCollectionTtl, '/ttl', { ttl });
}
