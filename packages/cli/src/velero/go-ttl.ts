import type { Issue } from '@k8s-backup-target/schema';
import { parseGoDuration } from '@k8s-backup-target/velero';

/**
 * Issues of a ttl that reaches Velero unchanged: of `velero_backup_config`, which velero-operator hands on. The contract's
 * ttl may have days; Velero's, a Go duration, may not.
 */
export function unreadableTtl(ttl: string | null | undefined): readonly Issue<string>[] {
  if (ttl === null || ttl === undefined || ttl === '' || parseGoDuration(ttl) !== undefined)
    return [];
  return [
    {
      path: '/ttl',
      rule: 'duration-unreadable',
      message:
        'is not a duration that Velero can read; velero-operator hands it on as it is, and Velero then lists no object of its kind',
      remedy: 'write hours, such as 720h: Velero has no unit for days',
    },
  ];
}
