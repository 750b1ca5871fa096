import type { Issue } from '@k8s-backup-target/schema';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { parseGoDuration } from '@k8s-backup-target/velero';
import { durationUnreadableForwarded } from '../generated/cluster-templates.js';

/**
 * Issues of a ttl that reaches Velero unchanged: of `velero_backup_config`, which velero-operator hands on. The contract's
 * ttl may have days; Velero's, a Go duration, may not.
 */
export function unreadableTtl(ttl: string | null | undefined): readonly Issue<string>[] {
  if (ttl === null || ttl === undefined || ttl === '' || parseGoDuration(ttl) !== undefined)
    return [];
  return [issueOf(durationUnreadableForwarded, '/ttl', {})];
}
